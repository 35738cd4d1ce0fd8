"""Pages of the account; those of the second factor are allauth's, with forms and templates of ours."""

from accounts.views.entrance import Entrance, EntranceCode, ForgottenPassword, SameEntrance
from accounts.views.passwords import ConfirmByCode, PasswordChange, PasswordLogin, StaffLogin
from accounts.views.settings import AddressChange, AddressConfirm, Sessions, Settings

__all__ = [
    "AddressChange",
    "AddressConfirm",
    "ConfirmByCode",
    "Entrance",
    "EntranceCode",
    "ForgottenPassword",
    "PasswordChange",
    "PasswordLogin",
    "SameEntrance",
    "Sessions",
    "Settings",
    "StaffLogin",
]
