"""Runs the tests of a module as pytest would: each with what the fixtures yield that it names."""
import importlib
import inspect

conftest = importlib.import_module("conftest")
tests = importlib.import_module("test_sending")

for name, test in inspect.getmembers(tests, inspect.isfunction):
    if not name.startswith("test_"):
        continue
    fixtures = [getattr(conftest, wanted)() for wanted in inspect.signature(test).parameters]
    test(*[next(fixture) for fixture in fixtures])
    for fixture in fixtures:
        assert next(fixture, "over") == "over"
    print(f"{name} passed")
