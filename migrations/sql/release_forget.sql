DELETE FROM {release}
