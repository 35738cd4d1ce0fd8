"""How API answers are written."""

import orjson
from rest_framework.renderers import BaseRenderer

from machinery.spreadsheets.writing import XLSX_TYPE

OPTIONS = orjson.OPT_SERIALIZE_NUMPY  # arrays as lists: the points of the map come as columns


class Json(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return b"" if data is None else orjson.dumps(data, default=str, option=OPTIONS)


class GeoJson(Json):
    media_type = "application/geo+json"
    format = "geojson"


class Csv(Json):
    """For the negotiation alone: the lines are streamed by the view, and its errors are JSON."""

    media_type = "text/csv"
    format = "csv"


class Xlsx(Json):
    """The same for a workbook."""

    media_type = XLSX_TYPE
    format = "xlsx"


class OpenApi(Json):
    media_type = "application/vnd.oai.openapi+json"
    format = "openapi"


class GeoJsonAsJson(GeoJson):
    """GeoJSON for clients that only know JSON."""

    media_type = "application/json"
