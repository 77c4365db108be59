"""The client of the guide: it sends again what may be lost, with the same txnId."""
import http.client
import json
import urllib.error
import urllib.parse
import urllib.request


class Client:
    def __init__(self, url, token):
        self.base = f"{url}/_matrix/client/api/v1"
        self.token = token
        self.sent = 0

    def _ask(self, method, path, body=None):
        mark = "&" if "?" in path else "?"
        request = urllib.request.Request(
            f"{self.base}{path}{mark}access_token={urllib.parse.quote(self.token)}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as response:
            return json.loads(response.read())

    def send(self, room, text):
        self.sent += 1
        path = f"/rooms/{urllib.parse.quote(room, safe='')}/send/m.room.message/{self.sent}"
        for _ in range(3):
            try:
                return self._ask("PUT", path, {"msgtype": "m.text", "body": text})
            except (http.client.HTTPException, ConnectionError, urllib.error.URLError):
                continue
        raise ConnectionError("the message was not sent")

    def history(self, room):
        page = self._ask("GET", f"/rooms/{urllib.parse.quote(room, safe='')}/messages?dir=b&limit=100")
        messages = [one for one in page["chunk"] if one["type"] == "m.room.message"]
        return [one["content"]["body"] for one in reversed(messages)]
