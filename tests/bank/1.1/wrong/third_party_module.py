# headline: Needs only what Python brings along
# outcome: unusable
import requests


def read_and_close(path):
    return requests.get(f"file://{path}").text
