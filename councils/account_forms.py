"""allauth's forms with our words: what to do, not "This field is required" (settings.ACCOUNT_FORMS names them)."""

from typing import Any

from allauth.account import forms as allauth

from .forms import say_errors_plainly

LABELS = {
    "login": "Email address",
    "email": "Email address",
    "password": "Password",
    "oldpassword": "Password now",
    "password1": "New password",
    "password2": "New password again",
}


class PlainWords:
    """Mixin: labels and messages as on our other forms."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = LABELS.get(name, field.label)
            say_errors_plainly(field)


class SignInForm(PlainWords, allauth.LoginForm):
    pass


class ResetPasswordForm(PlainWords, allauth.ResetPasswordForm):
    pass


class NewPasswordForm(PlainWords, allauth.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(PlainWords, allauth.ChangePasswordForm):
    pass
