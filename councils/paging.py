from rest_framework.pagination import LimitOffsetPagination


class Pages(LimitOffsetPagination):
    """Pages of the API. Alone in its module: REST framework imports it while it loads its own views."""

    default_limit = 50
    max_limit = 500
