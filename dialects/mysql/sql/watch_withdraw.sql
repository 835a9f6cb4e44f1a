-- Takes back our own waiting statement, and nobody else's.
KILL QUERY ?
