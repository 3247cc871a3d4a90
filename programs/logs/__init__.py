"""What a person did, one immutable row each."""
