"""As much of pytest as the guide uses, so that its example runs where pytest is not installed."""


def fixture(function):
    return function
