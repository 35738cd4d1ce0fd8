"""How often something was done in a period: shared by all processes, so that a limit is one limit."""

from django.db import models


class Quota(models.Model):
    """`name` says what, by whom and when; it holds no address of a person in the clear."""

    name = models.CharField(max_length=150, unique=True)
    used = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="quota_has_name")]

    def __str__(self):
        return self.name
