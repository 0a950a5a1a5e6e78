/* asset.h - files a browser loads as they are: a plugin says where its folder of them lies and
 * under which path they are served.
 *
 * The files hold no data of the house, so they are served to whoever asks, before any login.
 * Where no server is loaded the declaration is kept and does nothing. Since 1.1. */
#ifndef DMS_ASSET_H
#define DMS_ASSET_H

#include <stdbool.h>

#include "dms/error.h"

DMS_EXTERN_C_BEGIN

struct dms_house;
struct dms_registrar;

enum dms_assets_flag {
    DMS_ASSETS_HOME = 1 << 0 /* who asks for "/" is sent there; of one plugin at most */
};

/* A folder with index.html in it. A path below NAME that is no file, and is called like none
 * (".js", ".svg"…), is answered with index.html: the page finds its own way. What lies in its
 * "assets" has a digest in its name and is kept by browsers for a year; the rest is asked for
 * anew each time. FILE.gz beside FILE is sent to who takes gzip. Links below the folder and names that
 * begin with a dot are not served. */
struct dms_assets {
    uint32_t size;
    uint32_t flags;      /* enum dms_assets_flag */
    const char *name;    /* REQUIRED: "/ui": one part, of a-z, 0-9, "-" and "_" */
    const char *folder;  /* REQUIRED: below the plugin's own folder: "ui" */
    const char *missing; /* REQUIRED: i18n key of what is said when index.html is not there */
};

/* INVALID when the name or the folder is not of that form, or the name is taken. Since 1.1. */
DMS_API enum dms_status dms_register_assets(struct dms_registrar *registrar,
                                            const struct dms_assets *assets,
                                            struct dms_error *error);

/* Where the files of a path are, for servers. Borrowed until the house closes. */
struct dms_asset_place {
    uint32_t size; /* set it before asking */
    uint32_t flags;
    const char *name, *folder, *missing; /* as registered */
    const char *dir;                     /* the plugin's own folder */
};
/* NAME: the first part of a path with its slash, "/ui"; "/" finds the home. False: nobody has
 * registered it. Since 1.1. */
DMS_API bool dms_house_assets(const struct dms_house *house, const char *name,
                              struct dms_asset_place *place);

DMS_EXTERN_C_END

#endif
