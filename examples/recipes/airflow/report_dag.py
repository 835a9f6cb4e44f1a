"""The report of the shop as an Airflow DAG. "Not yet" and "no answer" are tried again by Airflow; what no retry mends fails at once.

The key of --once is the run's own date, so a task that is cleared or retried after its success does not run a second time.
"""
import os
import subprocess
from datetime import datetime, timedelta

from airflow.decorators import dag, task
from airflow.exceptions import AirflowException, AirflowFailException

SHOP = os.environ.get("SHOP_FOLDER", "/srv/shop")
AGAIN = {69, 75}
NEVER = {64, 65, 66, 73, 74, 76, 77, 78, 126, 127}


def gated(job, key, *command):
    """Runs a command behind the gate, and says to Airflow what its end means."""
    words = ["poundlock", "gate", "--job", job, "--hold", "--once", f"{job}-{key}", "--", *command]
    code = subprocess.run(words, cwd=SHOP).returncode
    if code in AGAIN:
        raise AirflowException(f"the schema is not there yet, or the key is taken ({code}): another try follows")
    if code in NEVER:
        raise AirflowFailException(f"no retry mends this ({code}); the log says what does")
    if code:
        raise AirflowException(f"the job itself ended with {code}")


@dag(dag_id="shop_report", schedule="@hourly", start_date=datetime(2026, 1, 1), catchup=False,
     default_args={"retries": 12, "retry_delay": timedelta(minutes=5)})
def shop_report():
    @task
    def report(ts_nodash=None):
        gated("report", ts_nodash, "./report")

    report()


shop_report()
