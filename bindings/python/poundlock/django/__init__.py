"""Django's models as poundlock models: add "poundlock.django" to INSTALLED_APPS.

    manage.py poundlock_models -o models/       the models of the project, a file for each app
    manage.py poundlock_needs  -o needs.yaml    what this release reads and writes
"""
