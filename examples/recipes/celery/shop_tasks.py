"""Celery tasks that run only on the schema that they need.

Start the workers behind the gate as well, so that a new release does not begin before its migration:

    poundlock gate --job worker --wait 10m -- celery -A shop_tasks worker

What that cannot see is a migration that comes later, under a worker that was left behind. So each task asks again, which takes some
milliseconds: "not yet" puts it back for later; "never" gives it back to the queue, for the workers of the release that belongs to
the schema, and ends this worker.
"""
import os
import subprocess

from celery import Celery
from celery.exceptions import Reject

app = Celery("shop", broker=os.environ.get("CELERY_BROKER_URL", "memory://"),
             backend=os.environ.get("CELERY_RESULT_BACKEND", "cache+memory://"))
app.conf.update(task_acks_late=True, task_track_started=True)
PAUSE = float(os.environ.get("SHOP_PAUSE", 15))
AGAIN = {69, 75}


class Gated(app.Task):
    job = "worker"

    def __call__(self, *args, **kwargs):
        code = subprocess.run(["poundlock", "gate", "--dry-run", "--quiet", "--job", self.job]).returncode
        if code in AGAIN:
            raise self.retry(countdown=PAUSE, max_retries=None)
        if code:
            app.control.shutdown(destination=[self.request.hostname])
            raise Reject(f"the gate of {self.job} ended with {code}", requeue=True)
        return super().__call__(*args, **kwargs)


@app.task(base=Gated, bind=True, name="shop.welcome")
def welcome(self, email):
    return f"welcome, {email}"
