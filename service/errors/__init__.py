"""From exceptions to answers: one table, and the sentences for fields of a request."""

from service.errors.table import RequestError, install, internal_error, issues_of, problem

__all__ = ["RequestError", "install", "internal_error", "issues_of", "problem"]
