"""Servers of a test's own, which tools/servers starts: a primary and a replica of MySQL or MariaDB, and a PostgreSQL that stops and starts."""
import os, pwd, re, shlex, signal, subprocess
from pathlib import Path
from databases import ROOT, Failure, MySQL


def start(folder, *names):
    done = subprocess.run([ROOT / "tools/servers", "start", folder, *names], capture_output=True, text=True)
    if done.returncode:
        raise Failure(done.stderr)
    return dict(line.split("=", 1) for line in shlex.split(done.stdout))


def stop(folder):
    subprocess.run([ROOT / "tools/servers", "stop", folder], check=True)


# What the one calls source and replica, the other calls master and slave.
WORDS = {
    "mysql": {"source": "REPLICATION SOURCE", "prefix": "SOURCE", "replica": "REPLICA", "more": ", GET_SOURCE_PUBLIC_KEY = 1", "only": "super_read_only"},
    "mariadb": {"source": "MASTER", "prefix": "MASTER", "replica": "SLAVE", "more": "", "only": "read_only"},
}


class Pair:
    """The replica takes no changes but those of the primary, until it is promoted."""

    def __init__(self, name, folder):
        self.folder, self.words = folder, WORDS[name]
        said = start(folder, f"{name}-primary", f"{name}-replica")
        self.primary, self.replica = (MySQL(name, said[f"PL_{name.upper()}_{role}"]) for role in ("PRIMARY", "REPLICA"))
        at = re.search(r"@(.*):(\d+)/", said[f"PL_{name.upper()}_PRIMARY"])
        self.tell(f"CHANGE {{source}} TO {{prefix}}_HOST = '{at[1]}', {{prefix}}_PORT = {at[2]}, {{prefix}}_USER = 'root', {{prefix}}_PASSWORD = ''{{more}}; "
                  "START {replica}; SET GLOBAL {only} = 1;")

    def tell(self, text):
        return self.replica.load(None, text.format(**self.words))

    def pause(self):
        """What the primary sends is still taken in, and no longer done."""
        self.tell("STOP {replica} SQL_THREAD;")

    def resume(self):
        self.tell("START {replica} SQL_THREAD;")

    def runs_open(self, db):
        return int(self.replica.load(db, "SELECT count(*) FROM poundlock_run WHERE outcome IS NULL;"))

    def promote(self):
        self.tell("STOP {replica}; RESET {replica} ALL; SET GLOBAL read_only = 0;")

    def stop(self):
        stop(self.folder)


class Restarted:
    """A PostgreSQL that is told to stop while somebody still works, and then starts as a standby that lets nobody in."""

    def __init__(self, name, folder):
        self.folder, said = folder, start(folder, name)
        key = f"PL_{name.upper()}"
        self.data, self.programs = Path(folder, name, "data"), said[f"{key}_BIN"]
        self.url, self.first, self.second = said[key], int(said[f"{key}_PID"]), None
        self.own = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to be root
            nobody = pwd.getpwnam("nobody")
            self.own = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def begin_to_stop(self):
        """Who is there may end in peace, and nobody else is let in."""
        os.kill(self.first, signal.SIGTERM)

    def has_stopped(self):
        return not (self.data / "postmaster.pid").exists()

    def start_closed(self):
        (self.data / "standby.signal").touch()
        if self.own:
            os.chown(self.data / "standby.signal", self.own["user"], self.own["group"])
        settings = ("listen_addresses=127.0.0.1", f"unix_socket_directories={self.data}", "fsync=off", "hot_standby=off")
        self.second = subprocess.Popen([f"{self.programs}/postgres", "-D", self.data, "-p", re.search(r":(\d+)/", self.url)[1],
                                        *(word for setting in settings for word in ("-c", setting))], stdin=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **self.own)

    def open(self):
        subprocess.run([f"{self.programs}/pg_ctl", "-D", self.data, "promote"], check=True, stdout=subprocess.DEVNULL, cwd="/", **self.own)

    def stop(self):
        if self.second:
            self.second.send_signal(signal.SIGQUIT)
            self.second.wait()
        stop(self.folder)
