"""The one family of errors that users see: each message names the thing and says what would be right."""


class KGError(Exception):
    """A mistake in the input or its use; the command line shows it as one red line and exits with 1."""


class StoppedError(KGError):
    """Why a reader can read no further article; what it has read so far is kept."""
