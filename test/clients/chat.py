"""A small client in Python, for the page for authors of SDKs."""
import itertools
import json
import time
import urllib.error
import urllib.parse
import urllib.request


class Refused(Exception):
    def __init__(self, status, errcode, message):
        super().__init__(message)
        self.status, self.errcode = status, errcode


class Chat:
    def __init__(self, base_url, token):
        self.base, self.token = base_url + "/_matrix/client/api/v1", token
        self.session, self.numbers = time.time_ns(), itertools.count()

    def ask(self, method, path, body=None, **query):
        query["access_token"] = self.token
        request = urllib.request.Request(
            f"{self.base}{path}?{urllib.parse.urlencode(query)}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={} if body is None else {"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=5) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            problem = json.load(error)
            raise Refused(error.code, problem.get("errcode"), problem.get("error"))

    def send(self, room_id, text):
        room = urllib.parse.quote(room_id, safe="")
        path = f"/rooms/{room}/send/m.room.message/{self.session}.{next(self.numbers)}"
        return self.ask("PUT", path, {"msgtype": "m.text", "body": text})["event_id"]

    def history(self, room_id):
        events, token = {}, None
        while True:
            more = {} if token is None else {"from": token}
            room = urllib.parse.quote(room_id, safe="")
            page = self.ask("GET", f"/rooms/{room}/messages", dir="b", limit=100, **more)
            fresh = [one for one in page["chunk"] if one["event_id"] not in events]
            events.update((one["event_id"], one) for one in fresh)
            if not fresh or page.get("end") in (None, token):
                break
            token = page["end"]
        return [one for one in reversed(events.values()) if one["type"] == "m.room.message"]
