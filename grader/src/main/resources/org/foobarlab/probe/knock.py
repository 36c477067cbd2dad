"""Sends first packets of connections, and datagrams, from addresses and ports that need not be this host's own.

Reads lines "PROTOCOL FROM FROM_PORT TO PORT" and sends each once, spread evenly; nobody waits for answers. All have the
time to live that is given as the first argument, by which the receiver knows them. The second argument is how many go
out in a second.
"""
import socket
import sys
import time

IP_TRANSPARENT = 19

time_to_live = int(sys.argv[1])
gap = 1 / float(sys.argv[2])
knocks = [line.split() for line in sys.stdin if line.strip()]
begun = time.monotonic()
for number, (protocol, source, source_port, target, port) in enumerate(knocks):
    wait = begun + number * gap - time.monotonic()
    if wait > 0:
        time.sleep(wait)
    kind = socket.SOCK_STREAM if protocol == "tcp" else socket.SOCK_DGRAM
    with socket.socket(socket.AF_INET, kind) as knock:
        knock.setblocking(False)
        knock.setsockopt(socket.SOL_IP, IP_TRANSPARENT, 1)
        knock.setsockopt(socket.SOL_IP, socket.IP_TTL, time_to_live)
        knock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        knock.bind((source, int(source_port)))
        if protocol == "tcp":
            knock.connect_ex((target, int(port)))
        else:
            knock.sendto(b"knock", (target, int(port)))
print(len(knocks))
