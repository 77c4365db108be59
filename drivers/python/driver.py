"""A driver for the scenarios of rooms-conformance: a small client on the standard library.

It reads one JSON object from each line of standard input, does what it says, and writes one JSON object to a line of
standard output. Copy it, and put your own client in the place of the class Client.
"""
import http.client
import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

API = "/_matrix/client/api/v1"
PATIENCE = 2.0
LONGEST = 4 * 1024 * 1024


class Refused(Exception):
    def __init__(self, status, errcode, message):
        super().__init__(message)
        self.status, self.errcode = status, errcode


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Redirects are not followed: they could lead the token to somebody else."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirect)


def quote(text):
    return urllib.parse.quote(text, safe="")


class Client:
    def __init__(self, base_url, user):
        self.base, self.user, self.sent = base_url + API, user, 0

    def ask(self, method, path, body=None, query=None):
        """Sends a request, and again what may be sent again. Returns the JSON of the answer, or None."""
        pairs = dict(query or {}, access_token=self.user["token"])
        url = f"{self.base}{path}?{urllib.parse.urlencode(pairs)}"
        data = None if body is None else json.dumps(body).encode()
        headers = {} if body is None else {"Content-Type": "application/json"}
        for attempt in range(4):
            request = urllib.request.Request(url, data=data, method=method, headers=headers)
            try:
                return self.once(request)
            except urllib.error.HTTPError as error:
                problem = json_of(error.read(LONGEST))
                problem = problem if isinstance(problem, dict) else {}
                if error.code == 429 and attempt < 3:
                    time.sleep(wait_of(problem) / 1000 + 0.01)
                    continue
                raise Refused(error.code, problem.get("errcode"), problem.get("error", ""))
            except (OSError, http.client.HTTPException) as error:
                # A POST may have taken effect: it is not sent again.
                if method == "POST" or attempt == 2:
                    raise Refused(None, None, str(error))

    def once(self, request):
        end = time.monotonic() + PATIENCE
        with OPENER.open(request, timeout=PATIENCE) as response:
            text = b""
            while piece := response.read1(65536):
                text += piece
                if len(text) > LONGEST or time.monotonic() > end:
                    raise OSError("the answer does not end")
            length = response.headers.get("Content-Length")
            if length is not None and len(text) < int(length):
                raise OSError("the answer is cut")
        return json_of(text)

    def ask_object(self, *args, **kwargs):
        answer = self.ask(*args, **kwargs)
        if not isinstance(answer, dict):
            raise Refused(None, None, "the answer is not a JSON object")
        return answer

    def write(self, path, body, method="PUT"):
        """Sends something once: with a txnId of its own."""
        self.sent += 1
        return self.ask(method, f"{path}/{self.user['session']}.{self.sent}", body)

    # The operations of the declaration.

    def create_room(self, visibility=None, name=None, topic=None, alias=None):
        given = {"visibility": visibility, "name": name, "topic": topic, "room_alias_name": alias}
        room = self.write("/createRoom", {key: one for key, one in given.items() if one is not None})
        return {"roomId": room["room_id"]}

    def join(self, room):
        return {"roomId": self.ask_object("POST", f"/join/{quote(room)}", {})["room_id"]}

    def join_room(self, roomId):
        self.write(f"/rooms/{quote(roomId)}/join", {})

    def leave(self, roomId):
        self.write(f"/rooms/{quote(roomId)}/leave", {})

    def invite(self, roomId, userId):
        self.write(f"/rooms/{quote(roomId)}/invite", {"user_id": userId})

    def ban(self, roomId, userId):
        self.write(f"/rooms/{quote(roomId)}/ban", {"user_id": userId})

    def set_membership(self, roomId, userId, membership):
        path = f"/rooms/{quote(roomId)}/state/m.room.member/{quote(userId)}"
        self.ask("PUT", path, {"membership": membership})

    def get_membership(self, roomId, userId):
        path = f"/rooms/{quote(roomId)}/state/m.room.member/{quote(userId)}"
        return {"membership": self.ask_object("GET", path)["membership"]}

    def send_message(self, roomId, text):
        return self.send_non_state_event(roomId, "m.room.message", {"msgtype": "m.text", "body": text})

    def send_feedback(self, roomId, eventId, type):
        content = {"type": type, "target_event_id": eventId}
        return self.send_non_state_event(roomId, "m.room.message.feedback", content)

    def send_non_state_event(self, roomId, type, content):
        return {"eventId": self.write(f"/rooms/{quote(roomId)}/send/{quote(type)}", content)["event_id"]}

    def send_state_event(self, roomId, type, stateKey, content):
        self.ask("PUT", f"/rooms/{quote(roomId)}/state/{quote(type)}/{quote(stateKey)}", content)

    def set_topic(self, roomId, topic):
        self.ask("PUT", f"/rooms/{quote(roomId)}/state/m.room.topic", {"topic": topic})

    def get_topic(self, roomId):
        return {"topic": self.ask_object("GET", f"/rooms/{quote(roomId)}/state/m.room.topic")["topic"]}

    def get_messages(self, roomId, limit=50):
        return self.page(roomId, None, limit)

    def get_members(self, roomId):
        chunk = self.ask_object("GET", f"/rooms/{quote(roomId)}/members")["chunk"]
        return {"members": [{"userId": one["state_key"], "membership": one["content"]["membership"]} for one in chunk]}

    def get_state_events(self, roomId):
        self.ask("GET", f"/rooms/{quote(roomId)}/state")

    def get_room_sync_data(self, roomId):
        self.ask_object("GET", f"/rooms/{quote(roomId)}/initialSync")

    # What people do with a client.

    def page(self, roomId, start, limit):
        query = {"dir": "b", "limit": limit, **({} if start is None else {"from": start})}
        return self.ask_object("GET", f"/rooms/{quote(roomId)}/messages", query=query)

    def read_history(self, roomId):
        events, start = {}, None
        while True:
            page = self.page(roomId, start, 100)
            fresh = [one for one in page["chunk"] if one["event_id"] not in events]
            events.update((one["event_id"], one) for one in fresh)
            if not fresh or page.get("end") in (None, start):
                break
            start = page["end"]
        said = [one for one in reversed(events.values()) if one["type"] == "m.room.message"]
        return {"messages": [{"eventId": one["event_id"], "text": one["content"].get("body", "")} for one in said]}

    read_members = get_members

    def watch(self, roomId, count, forMs):
        end = time.monotonic() + forMs / 1000
        said, start = {}, None
        while len(said) < count and (left := int((end - time.monotonic()) * 1000)) > 0:
            # The first request brings the token from which everything is new.
            query = {"timeout": 0} if start is None else {"timeout": min(left, 1000), "from": start}
            news = self.ask_object("GET", "/events", query=query)
            start = news["end"]
            for one in news["chunk"]:
                if one.get("type") == "m.room.message" and one.get("room_id") == roomId:
                    said[one["event_id"]] = one
        return {"messages": [{"eventId": key, "text": one["content"].get("body", "")} for key, one in said.items()]}


def json_of(text):
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def wait_of(problem):
    """Milliseconds that a rate limit asks to wait; a second where it does not say."""
    wait = problem.get("retry_after_ms")
    return wait if isinstance(wait, (int, float)) and wait >= 0 else 1000


INSTRUCTIONS = [
    name for name in vars(Client) if not name.startswith("_") and name not in ("ask", "once", "ask_object", "write", "page")
]


def main():
    clients = {}
    for line in sys.stdin:
        asked = json.loads(line)
        answer = {"id": asked["id"]}
        try:
            if asked["do"] == "start":
                session = f"{time.time_ns():x}"
                clients = {
                    name: Client(asked["baseUrl"], {**user, "session": session})
                    for name, user in asked["users"].items()
                }
                answer["ok"] = {"name": "python client", "version": "1", "supports": INSTRUCTIONS, "parallel": 4}
            elif asked["do"] not in INSTRUCTIONS:
                answer["unsupported"] = True
            else:
                done = getattr(clients[asked["as"]], asked["do"])(**asked["args"])
                answer["ok"] = done or {}
        except Refused as refused:
            answer["error"] = {"status": refused.status, "errcode": refused.errcode, "message": str(refused)}
        except (KeyError, TypeError) as error:
            answer["error"] = {"message": f"the answer is not what was expected: {error!r}"}
        print(json.dumps(answer), flush=True)


main()
