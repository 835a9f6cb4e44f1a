"""poundlock for Python: models out of Django projects (poundlock.django) and SQLAlchemy (poundlock.sqlalchemy)."""
