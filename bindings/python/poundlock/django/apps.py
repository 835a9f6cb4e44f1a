from django.apps import AppConfig


class PoundlockConfig(AppConfig):
    name = "poundlock.django"
    label = "poundlock"
    verbose_name = "poundlock"
