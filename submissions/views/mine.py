"""What is whose: to everybody else, an address with a key is like one that never existed."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from submissions.models import Membership, Organisation, Submission


@method_decorator(never_cache, name="dispatch")
class Mine(View):
    """A page for members: Http404 for everybody else, the same as for an address that never existed."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def http_method_not_allowed(self, request, *args, **kwargs):
        """Http404: a 405 would say that there is something at the address, before anybody asked whose."""
        raise Http404

    def organisation(self, key):
        return get_object_or_404(Organisation.objects.of(self.request.user).select_related("entry"), key=key)

    def administered(self, key):
        """The organisation of which the visitor may change members and roles."""
        organisations = Organisation.objects.administered_by(self.request.user).select_related("entry")
        return get_object_or_404(organisations, key=key)

    def submission(self, key):
        submissions = Submission.objects.of(self.request.user).select_related("organisation__entry", "entry")
        return get_object_or_404(submissions, key=key)

    def membership(self, organisation):
        return get_object_or_404(Membership, organisation=organisation, user=self.request.user)
