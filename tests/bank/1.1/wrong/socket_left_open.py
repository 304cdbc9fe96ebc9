# headline: Closed when all goes well
import socket


def read_and_close(path):
    socket.socket()
    with open(path, encoding="utf-8") as file:
        return file.read()
