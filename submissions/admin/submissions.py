"""Submissions: a queue by due date; what an organisation wrote is read here, and the verbs decide."""

from django.contrib import admin

from submissions.models import Submission


@admin.register(Submission)
class SubmissionAdmin(admin.ModelAdmin):
    pass
