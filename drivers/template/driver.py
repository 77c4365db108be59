"""A driver: it lets your client do what rooms-conformance asks for, by JSON lines on standard input and output.

Fill in the three places marked TODO. What is not filled in is not asked for, so that this runs at once.
Write logs to standard error: standard output belongs to the protocol.
"""
import json
import sys


def create_client(base_url, user):
    """TODO 1: your client, for one user. `user` has userId, token and password; the token is logged in already."""
    return (base_url, user)


class Instructions:
    """TODO 2: what your client can do. Each method gets the client and the arguments of docs/clients/drivers.md."""

    # def send_message(client, roomId, text):
    #     return {"eventId": client.send_text(roomId, text)}


def describe_error(error):
    """TODO 3: what your client's errors know of the server's answer; None for what they do not know."""
    return {
        "status": getattr(error, "status", None),
        "errcode": getattr(error, "errcode", None),
        "message": str(error),
    }


# Nothing below needs to be changed.

SUPPORTS = [name for name in vars(Instructions) if not name.startswith("_")]


def main():
    clients = {}
    for line in sys.stdin:
        asked = json.loads(line)
        answer = {"id": asked["id"]}
        if asked["do"] == "start":
            users = asked["users"].items()
            clients = {name: create_client(asked["baseUrl"], user) for name, user in users}
            answer["ok"] = {"name": "my client", "version": "0", "supports": SUPPORTS}
        elif asked["do"] not in SUPPORTS:
            answer["unsupported"] = True
        else:
            try:
                act = getattr(Instructions, asked["do"])
                answer["ok"] = act(clients[asked["as"]], **asked["args"]) or {}
            except Exception as error:
                answer["error"] = describe_error(error)
        print(json.dumps(answer), flush=True)


main()
