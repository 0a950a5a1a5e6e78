/* assets.c - files of a plugin's folder, for browsers: never from outside of it, whatever is asked. */
#include "dms/asset.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "answer.h"
#include "condition.h"
#include "exchange.h"
#include "handlers.h"
#include "head.h"
#include "html.h"
#include "problem.h"

#define INDEX "index.html"
#define YEAR  "public, max-age=31536000, immutable"
#define POLICY                                                                           \
    "default-src 'none'; script-src 'self'; style-src 'self'; "                          \
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; " \
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "                      \
    "manifest-src 'self'; worker-src 'self'"

struct asset {
    struct dms_asset_place place;
    char path[256]; /* below the folder; "" for none that could be there */
    int file;       /* -1: not open */
    struct stat info;
    bool packed;
};

static bool
find_place(const struct exchange *exchange, struct dms_asset_place *place)
{
    char name[64];
    const struct target *target = &exchange->target;
    *place = (struct dms_asset_place){ .size = sizeof(*place) };
    int size = snprintf(name, sizeof(name), "/%s",
                        target->segment_count > 0 ? target->segments[0] : "");
    if (size == 1 && target->segment_count > 1)
        return false; /* "//ui" */
    return size < (int)sizeof(name) &&
           dms_house_assets(exchange->server->house, name, place);
}

bool
asset_known(const struct exchange *exchange)
{
    struct dms_asset_place place;
    return find_place(exchange, &place);
}

/* Each part by itself, none of them through a link: nothing leads out of FOLDER. */
static int
open_below(int folder, const char *path)
{
    char part[256];
    int at = dup(folder);
    while (at >= 0 && *path != '\0') {
        size_t size = strcspn(path, "/");
        bool last = path[size] == '\0';
        snprintf(part, sizeof(part), "%.*s", (int)size, path);
        int next = size == 0 || part[0] == '.'
                       ? -1
                       : openat(at, part,
                                O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC |
                                    (last ? 0 : O_DIRECTORY));
        close(at);
        at = next;
        path += last ? size : size + 1;
    }
    return at;
}

static bool
try_file(struct asset *asset, int folder, const char *path, bool packed)
{
    asset->file = path[0] != '\0' ? open_below(folder, path) : -1;
    if (asset->file >= 0 && fstat(asset->file, &asset->info) == 0 &&
        S_ISREG(asset->info.st_mode)) {
        asset->packed = packed;
        return true;
    }
    if (asset->file >= 0)
        close(asset->file);
    asset->file = -1;
    return false;
}

/* NULL: by its name this is no file. */
static const char *
type_of(const char *path)
{
    static const char *const types[][2] = {
        { ".html", "text/html; charset=utf-8" },
        { ".js", "text/javascript; charset=utf-8" },
        { ".mjs", "text/javascript; charset=utf-8" },
        { ".css", "text/css; charset=utf-8" },
        { ".json", "application/json" },
        { ".webmanifest", "application/manifest+json" },
        { ".svg", "image/svg+xml" },
        { ".png", "image/png" },
        { ".ico", "image/x-icon" },
        { ".woff2", "font/woff2" },
        { ".txt", "text/plain; charset=utf-8" },
    };
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot != NULL && i < sizeof(types) / sizeof(types[0]); i++)
        if (strcmp(dot, types[i][0]) == 0)
            return types[i][1];
    return NULL;
}

/* The path below the folder; empty when it is too long for a file. */
static void
read_path(struct asset *asset, const struct target *target)
{
    size_t size = 0;
    for (size_t i = 1; i < target->segment_count; i++) {
        const char *segment = i < SEGMENTS ? target->segments[i] : "";
        size += (size_t)snprintf(asset->path + size, sizeof(asset->path) - size, "%s%s",
                                 i > 1 ? "/" : "", segment);
        if (size >= sizeof(asset->path)) {
            asset->path[0] = '\0';
            return;
        }
    }
}

static bool
open_file(struct asset *asset, int folder, const struct exchange *exchange)
{
    char packed[sizeof(asset->path) + 4];
    snprintf(packed, sizeof(packed), "%s.gz", asset->path);
    return (asset->path[0] != '\0' && head_takes(exchange, "Accept-Encoding", "gzip") &&
            try_file(asset, folder, packed, true)) ||
           try_file(asset, folder, asset->path, false);
}

/* A place of the page's own making is the page: "crm.leads" too, but no script that is gone. */
static void
open_place(struct asset *asset, const struct exchange *exchange)
{
    char dir[4096];
    snprintf(dir, sizeof(dir), "%s/%s", asset->place.dir, asset->place.folder);
    int folder = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (!open_file(asset, folder, exchange) && type_of(asset->path) == NULL) {
        snprintf(asset->path, sizeof(asset->path), INDEX);
        open_file(asset, folder, exchange);
    }
    if (folder >= 0)
        close(folder);
}

static void
add_headers(struct exchange *exchange)
{
    exchange->answer.policy = POLICY;
    exchange->answer.caching = "no-cache";
    exchange->answer.vary = "Accept-Encoding";
}

/* The page is not there: its own sentence, in a page that needs no file. */
static void
say_missing(struct exchange *exchange, const struct asset *asset)
{
    char *page = NULL;
    char *said = dms_house_text(exchange->server->house, exchange->language,
                                asset->place.missing, NULL);
    char *text = html_text(said);
    if (asprintf(&page,
                 "<!doctype html><html lang=\"%s\"><meta charset=\"utf-8\">"
                 "<meta name=\"viewport\" content=\"width=device-width\">"
                 "<title>dms</title><p>%s</p></html>\n",
                 exchange->language, text) < 0)
        abort();
    free(text);
    free(said);
    add_headers(exchange);
    exchange->answer.vary = "Accept-Language";
    answer_body(exchange, 404, "text/html; charset=utf-8", page);
}

static void
show_file(struct exchange *exchange, struct asset *asset)
{
    char tag[64];
    struct answer *answer = &exchange->answer;
    snprintf(tag, sizeof(tag), "\"%jx-%jx%09lx%s\"", (uintmax_t)asset->info.st_size,
             (uintmax_t)asset->info.st_mtim.tv_sec, asset->info.st_mtim.tv_nsec,
             asset->packed ? "-gz" : "");
    add_headers(exchange);
    if (strncmp(asset->path, "assets/", 7) == 0)
        answer->caching = YEAR;
    answer_header(exchange, "ETag", "%s", tag);
    if (condition_names(exchange_header(exchange, "If-None-Match"), tag)) {
        close(asset->file);
        answer_empty(exchange, 304);
        return;
    }
    if (asset->packed)
        answer_header(exchange, "Content-Encoding", "gzip");
    const char *type = type_of(asset->path);
    answer_open_file(exchange, asset->file,
                     type != NULL ? type : "application/octet-stream");
}

void
asset_show(struct exchange *exchange)
{
    struct asset asset = { .file = -1 };
    if (!find_place(exchange, &asset.place)) {
        problem(exchange, 404,
                dms_fail(exchange->error, DMS_NOT_FOUND, "rest.no_path", ""));
        return;
    }
    if (exchange->target.segment_count < 2) {
        answer_header(exchange, "Location", "%s/", asset.place.name);
        answer_empty(exchange, 302);
        return;
    }
    read_path(&asset, &exchange->target);
    open_place(&asset, exchange);
    if (asset.file >= 0)
        show_file(exchange, &asset);
    else if (strcmp(asset.path, INDEX) == 0)
        say_missing(exchange, &asset);
    else
        problem(exchange, 404,
                dms_fail(exchange->error, DMS_NOT_FOUND, "rest.no_path", ""));
}
