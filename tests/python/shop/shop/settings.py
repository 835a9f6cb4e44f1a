"""A project with every sort of field, constraint and index; its database is DATABASE_URL."""
import os
from urllib.parse import parse_qsl, unquote, urlsplit

URL = urlsplit(os.environ["DATABASE_URL"])
ENGINES = {"postgres": "postgresql", "postgresql": "postgresql", "mysql": "mysql", "mariadb": "mysql", "sqlite": "sqlite3"}
ENGINE = ENGINES[URL.scheme]
DATABASES = {"default": {
    "ENGINE": "django.db.backends." + ENGINE,
    "NAME": unquote(URL.path[1:]), "HOST": URL.hostname or "", "PORT": URL.port or "", "USER": unquote(URL.username or ""),
    "PASSWORD": unquote(URL.password or ""), "OPTIONS": dict(parse_qsl(URL.query)),
}}
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.messages",
                  "django.contrib.sessions", "django.contrib.sites", "django.contrib.redirects", "django.contrib.flatpages",
                  "poundlock.django", "library"]
if ENGINE == "postgresql":
    INSTALLED_APPS += ["django.contrib.postgres", "pgthings"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
              "django.contrib.messages.middleware.MessageMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {"context_processors": [
    "django.contrib.auth.context_processors.auth", "django.contrib.messages.context_processors.messages",
    "django.template.context_processors.request"]}}]
SECRET_KEY = "of a test"
SITE_ID = 1
USE_TZ = True
TIME_ZONE = "Europe/Prague"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = ["models.W036", "models.W037", "models.W038", "models.W039", "models.W040", "models.W043", "mysql.W003"]
