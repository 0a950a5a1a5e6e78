/* xlsx_package.c - libzip behind limits: what a zip says of itself is not believed. */
#include "exchange/xlsx_package.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "base/list.h"

struct xlsx_package {
    zip_t *zip;
    char *file;
    int64_t unpacked; /* of all parts read so far */
};

struct xlsx_part {
    struct xlsx_package *package;
    zip_file_t *file;
    char *name;
    int64_t packed, size, taken; /* SIZE is what the zip says */
};

static enum dms_status
damaged(const char *reason, struct dms_error *error)
{
    return dms_fail(error, DMS_INVALID, "exchange.xlsx_damaged", "reason=%s", reason);
}

static enum dms_status
damaged_code(int code, struct dms_error *error)
{
    zip_error_t reason;
    zip_error_init_with_code(&reason, code);
    enum dms_status st = code == ZIP_ER_NOPASSWD
                             ? dms_fail(error, DMS_INVALID, "exchange.old_office", "")
                             : damaged(zip_error_strerror(&reason), error);
    zip_error_fini(&reason);
    return st;
}

static enum dms_status
too_large(struct dms_error *error)
{
    return dms_fail(error, DMS_LIMIT, "exchange.xlsx_unpacked", "limit=%lld",
                    (long long)(XLSX_UNPACKED_LIMIT / 1024 / 1024));
}

static bool
too_tight(int64_t size, int64_t packed)
{
    return size > XLSX_RATIO_FREE && size / XLSX_RATIO_LIMIT > packed;
}

static enum dms_status
check_ratio(int64_t size, int64_t packed, const char *name, struct dms_error *error)
{
    if (!too_tight(size, packed))
        return DMS_OK;
    return dms_fail(error, DMS_LIMIT, "exchange.xlsx_ratio", "part=%s|limit=%d", name,
                    XLSX_RATIO_LIMIT);
}

/* What the zip itself admits costs nothing to refuse; the rest shows while reading. */
static enum dms_status
check_entries(struct xlsx_package *package, struct dms_error *error)
{
    int64_t count = zip_get_num_entries(package->zip, 0), sum = 0;
    enum dms_status st = DMS_OK;
    if (count > XLSX_ENTRY_LIMIT)
        return dms_fail(error, DMS_LIMIT, "exchange.xlsx_entries", "limit=%d",
                        XLSX_ENTRY_LIMIT);
    for (int64_t i = 0; st == DMS_OK && i < count; i++) {
        zip_stat_t stat;
        if (zip_stat_index(package->zip, (zip_uint64_t)i, 0, &stat) != 0)
            return damaged(zip_strerror(package->zip), error);
        if (stat.size > (zip_uint64_t)XLSX_UNPACKED_LIMIT ||
            (sum += (int64_t)stat.size) > XLSX_UNPACKED_LIMIT)
            return too_large(error);
        st = check_ratio((int64_t)stat.size, (int64_t)stat.comp_size, stat.name, error);
    }
    return st;
}

enum dms_status
xlsx_package_open(struct source *source, struct xlsx_package **package,
                  struct dms_error *error)
{
    int code = 0, file = dup(source_file(source));
    struct xlsx_package *opened = memory_get(sizeof(*opened));
    opened->file = memory_copy(source_name(source));
    /* Only a file can be read from its end, where a zip has its contents. */
    enum dms_status st = source_total(source) > 0 && file >= 0
                             ? DMS_OK
                             : dms_fail(error, DMS_INVALID, "exchange.xlsx_pipe", "");
    if (st == DMS_OK && (opened->zip = zip_fdopen(file, 0, &code)) == NULL)
        st = damaged_code(code, error);
    if (st == DMS_OK)
        st = check_entries(opened, error);
    if (opened->zip == NULL && file >= 0)
        close(file);
    if (st != DMS_OK) {
        xlsx_package_close(opened);
        opened = NULL;
    }
    *package = opened;
    return st;
}

void
xlsx_package_close(struct xlsx_package *package)
{
    if (package == NULL)
        return;
    if (package->zip != NULL)
        zip_discard(package->zip);
    free(package->file);
    free(package);
}

const char *
xlsx_package_file(const struct xlsx_package *package)
{
    return package->file;
}

enum dms_status
xlsx_part_open(struct xlsx_package *package, const char *name, struct xlsx_part **part,
               struct dms_error *error)
{
    *part = NULL;
    zip_stat_t stat;
    zip_int64_t index = zip_name_locate(package->zip, name, ZIP_FL_NOCASE);
    if (index < 0)
        return DMS_OK;
    zip_file_t *file = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (file == NULL ||
        zip_stat_index(package->zip, (zip_uint64_t)index, 0, &stat) != 0) {
        if (file != NULL)
            zip_fclose(file);
        return damaged_code(zip_error_code_zip(zip_get_error(package->zip)), error);
    }
    *part = memory_get(sizeof(**part));
    **part = (struct xlsx_part){ .package = package,
                                 .file = file,
                                 .name = memory_copy(name),
                                 .packed = (int64_t)stat.comp_size,
                                 .size = (int64_t)stat.size };
    return DMS_OK;
}

void
xlsx_part_close(struct xlsx_part *part)
{
    if (part == NULL)
        return;
    zip_fclose(part->file);
    free(part->name);
    free(part);
}

enum dms_status
xlsx_part_read(struct xlsx_part *part, char *buffer, size_t size, size_t *got,
               struct dms_error *error)
{
    zip_int64_t count = zip_fread(part->file, buffer, size);
    *got = count > 0 ? (size_t)count : 0;
    if (count < 0)
        return damaged(zip_file_strerror(part->file), error);
    part->taken += count;
    part->package->unpacked += count;
    if (part->package->unpacked > XLSX_UNPACKED_LIMIT)
        return too_large(error);
    return check_ratio(part->taken, part->packed, part->name, error);
}

const char *
xlsx_part_name(const struct xlsx_part *part)
{
    return part->name;
}

int64_t
xlsx_part_done(const struct xlsx_part *part)
{
    return part->size > 0 && part->taken < part->size ? part->taken * 1000 / part->size
                                                      : 1000;
}
