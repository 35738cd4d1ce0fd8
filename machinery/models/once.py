"""The first answer to each sent form, so that a repeat gets the same one."""

from django.db import models


class FirstAnswer(models.Model):
    """Written in the transaction that does what the form asks for: both are there, or neither is."""

    token = models.CharField(max_length=100, unique=True)
    digest = models.CharField(max_length=64)
    answer = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self):
        return self.answer
