"""What every API view has in common: the same policy, scope and first line of isolation as pages have."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from rest_framework import exceptions, serializers, viewsets
from rest_framework.authtoken.models import Token
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from .clock import today
from .middleware import enter_scope
from .models import Council, User
from .permissions import Permission
from .policy import policy, policy_of
from .refusal import Refused


class Conflict(exceptions.APIException):
    """It cannot be done as things stand; the sentence says why."""

    status_code = 409


class InCouncilScope:
    """Mix-in of every API view: once REST framework knows who it is, policy and database scope apply as for pages."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        declared = policy_of(type(self))
        assert declared is not None
        enter_scope(request, declared, kwargs.get("council_slug"))


class OfCouncil(InCouncilScope, viewsets.ReadOnlyModelViewSet):  # type: ignore[type-arg]
    """Rows of the council in the address. Subclasses give `rows` (a QuerySet) and a serializer."""

    rows: Any = None

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):  # the schema is being drawn; nobody is signed in
            return self.rows.none()
        return self.rows.all().visible_to(self.request.user).filter(council=self.request.council)  # type: ignore[attr-defined]


def person(request: Request) -> User:
    """The signed-in person of an API request."""
    assert isinstance(request.user, User)
    return request.user


def plain_english_errors(exception: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's answer, with one added line that says what to do about it. What a verb refuses
    of what was sent is a 400; what it refuses because of how things stand is a 409."""
    if isinstance(exception, ValidationError):
        exception = serializers.ValidationError(serializers.as_serializer_error(exception))
    elif isinstance(exception, Refused):
        exception = Conflict(str(exception))
    response = exception_handler(exception, context)
    if (
        response is not None
        and isinstance(response.data, dict)
        and isinstance(exception, exceptions.NotAuthenticated)
    ):
        response.data["what_to_do"] = (
            "Sign in, or send a token from POST /api/v1/token/ as “Authorization: Token …”."
        )
    return response


class CouncilSerializer(serializers.ModelSerializer[Council]):
    is_abolished = serializers.SerializerMethodField()
    successors = serializers.SlugRelatedField[Council](many=True, read_only=True, slug_field="slug")

    class Meta:
        model = Council
        fields = (
            "slug", "name", "official_name", "gss_code", "dfe_code", "region", "kind", "started_on", "ended_on",
            "is_abolished", "successors",
        )  # fmt: skip

    def get_is_abolished(self, council: Council) -> bool:
        return council.is_abolished(on=today())


@policy(Permission.VIEW_COUNCIL)
class Councils(InCouncilScope, viewsets.ReadOnlyModelViewSet):  # type: ignore[type-arg]
    """The councils that you may see."""

    serializer_class = CouncilSerializer
    lookup_field = "slug"
    lookup_url_kwarg = "council_slug"
    queryset = Council.objects.all()

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Council.objects.none()
        return Council.objects.visible_to(self.request.user).prefetch_related("successors")  # type: ignore[arg-type]


class MembershipSerializer(serializers.Serializer[Any]):
    council = serializers.CharField(source="council.slug", read_only=True, allow_null=True, default=None)
    role = serializers.CharField(read_only=True)
    role_name = serializers.CharField(source="get_role_display", read_only=True)


class MeSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(read_only=True)
    name = serializers.CharField(read_only=True)
    memberships = MembershipSerializer(many=True, read_only=True, source="access.memberships")


@policy()
class Me(InCouncilScope, APIView):
    """Who you are, and what you are to which council."""

    serializer_class = MeSerializer

    def get(self, request: Request) -> Response:
        return Response(MeSerializer(request.user).data)


class CredentialsSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False, write_only=True)


class TokenSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(read_only=True)


@policy(public=True)
class SignInForToken(APIView):
    """Exchange e-mail and password for a token. Wrong guesses are limited, as on the sign-in page."""

    permission_classes = (AllowAny,)
    authentication_classes = ()
    serializer_class = CredentialsSerializer

    def get_authenticate_header(self, request: Request) -> str:
        return "Token"  # a wrong password is answered with 401, not 403

    def post(self, request: Request) -> Response:
        given = CredentialsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            user = get_adapter().authenticate(request._request, **given.validated_data)
        except ValidationError as error:  # allauth's word for too many attempts
            raise exceptions.Throttled(
                detail="Too many attempts. Wait five minutes and try again."
            ) from error
        if user is None or not user.is_active:
            raise exceptions.AuthenticationFailed("The e-mail address or the password is wrong.")
        token, _ = Token.objects.get_or_create(user=user)
        return Response({"token": token.key})


@policy()
class Tokens(InCouncilScope, APIView):
    """DELETE ends your token; programs that use it are signed out at once."""

    serializer_class = TokenSerializer

    def delete(self, request: Request) -> Response:
        Token.objects.filter(user=request.user).delete()  # type: ignore[misc]
        return Response(status=204)
