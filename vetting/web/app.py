"""The web application: the surfaces that this process serves, in one frame.

- ``/{language}/…`` public, ``/office/…``, ``/audit/…``, ``/api/v1/…``; each only where the settings name it.
- ``/healthz`` says that the process lives, ``/readyz`` that it can take acts now.
"""

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from vetting import __version__
from vetting.settings import data_dir
from vetting.usecases.desk import Desk
from vetting.usecases.ports import Waker
from vetting.usecases.readiness import why_not_ready
from vetting.web import api, audit, office, public
from vetting.web.frame import static
from vetting.web.frame.environment import make_environment
from vetting.web.frame.errors import FrameOf, LastResort, explain_errors
from vetting.web.frame.frame import Frame
from vetting.web.frame.headers import Envelope
from vetting.web.frame.languages import choose_language, load_languages
from vetting.web.frame.limits import BodyLimit
from vetting.web.frame.paths import register_language
from vetting.web.settings import SURFACES, WebSettings

ROUTERS: Mapping[str, tuple[str, Callable[[Frame], APIRouter]]] = {
    "public": ("/{language:language}", public.router),
    "office": ("/office", office.router),
    "audit": ("/audit", audit.router),
    "api": ("/api/v1", api.router),
}
"""Where each surface stands, and what makes its routes; asked in this order, so where many come first is first."""

UPLOADS = ("/files",)
"""The ends of the paths that take files."""


def create_app(desk: Desk, waker: Waker, settings: WebSettings) -> FastAPI:
    """The application of these surfaces on this desk."""
    register_language()
    frames = {surface: _frame(surface, desk, waker, settings) for surface in SURFACES}

    def frame_of(request: Request) -> Frame:
        return frames[surface_of(request.url.path)]

    app = FastAPI(
        title="Vetting of technology partnerships",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json" if "api" in settings.surfaces else None,
        middleware=_layers(settings, frame_of),
    )
    explain_errors(app, frame_of)
    app.include_router(static.router())
    app.include_router(_own_routes(desk, settings))
    for surface, (prefix, make_router) in ROUTERS.items():
        if surface in settings.surfaces:
            _add_surface(app, prefix, frames[surface], make_router(frames[surface]))
    return app


def surface_of(path: str) -> str:
    """The surface that a path belongs to; what belongs to none is answered as the public's."""
    first = path.strip("/").partition("/")[0]
    return first if first in ("office", "audit", "api") else "public"


def _frame(surface: str, desk: Desk, waker: Waker, settings: WebSettings) -> Frame:
    templates = data_dir("templates")
    environment = make_environment(templates, surface)
    return Frame(surface, desk, waker, settings, environment, load_languages(templates / "languages"))


def _add_surface(app: FastAPI, prefix: str, frame: Frame, routes: APIRouter) -> None:
    is_api = frame.surface == "api"
    dependencies = [Depends(frame.identify)] + ([] if is_api else [Depends(frame.take_post)])
    app.include_router(routes, prefix=prefix, dependencies=dependencies, include_in_schema=is_api)


def _own_routes(desk: Desk, settings: WebSettings) -> APIRouter:
    routes = APIRouter(include_in_schema=False)

    @routes.get("/healthz")
    def say_alive() -> PlainTextResponse:
        return PlainTextResponse("alive\n")

    @routes.get("/readyz")
    def say_ready() -> PlainTextResponse:
        why_not = why_not_ready(desk)
        return PlainTextResponse("\n".join(why_not or ["ready"]) + "\n", status_code=503 if why_not else 200)

    if "public" in settings.surfaces:

        @routes.get("/")
        def choose(request: Request) -> RedirectResponse:
            language = choose_language(request.headers.get("accept-language"))
            return RedirectResponse(f"/{language}/", status_code=302, headers={"Vary": "Accept-Language"})

    return routes


def _layers(settings: WebSettings, frame_of: FrameOf) -> list[Middleware]:
    return [
        Middleware(Envelope, https=settings.https),
        Middleware(GZipMiddleware, minimum_size=500),
        Middleware(BodyLimit, limit=settings.body_limit, upload_limit=settings.upload_limit, uploads=UPLOADS),
        Middleware(LastResort, frame_of=frame_of),
    ]
