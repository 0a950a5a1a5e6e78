/* writers.h - one way to write rows, three formats behind it. */
#ifndef DMS_EXCHANGE_WRITERS_H
#define DMS_EXCHANGE_WRITERS_H

#include "exchange/exchange.h"

struct export_writer;

/* INVALID for an unknown format, and for XLSX without a file. */
enum dms_status export_writer_create(const struct export_options *options,
                                     const struct entity *entity, const char *const *names, size_t count,
                                     struct export_writer **writer, struct dms_error *error);
/* ROW: the record in written form; absent members are empty cells. */
enum dms_status export_writer_row(struct export_writer *writer, const struct dms_json *row,
                                  struct dms_error *error);
/* Ends the file and frees WRITER, whatever happened before. */
enum dms_status export_writer_close(struct export_writer *writer, struct dms_error *error);

/* What a format knows. */
struct export_format {
    const char *name;
    enum dms_status (*begin)(struct export_writer *writer, struct dms_error *error);
    enum dms_status (*row)(struct export_writer *writer, const struct dms_json *row,
                           struct dms_error *error);
    enum dms_status (*end)(struct export_writer *writer, struct dms_error *error);
};

struct export_writer {
    const struct export_format *format;
    const struct export_options *options;
    const struct entity *entity;
    const char *const *names;
    size_t count;
    int64_t rows;
    void *file;  /* FILE of csv and json */
    void *book;  /* workbook of xlsx */
    void *sheet;
    void *amount; /* how xlsx shows money */
};

extern const struct export_format export_csv, export_json, export_xlsx;

/* The cell's text; *NUMBER when it is one in every spreadsheet too. Lives in BUFFER or ROW. */
const char *export_cell(const struct dms_json *row, const char *name, char *buffer, size_t size,
                        bool *number);
enum dms_status export_cannot_write(const struct export_writer *writer, int reason,
                                    struct dms_error *error);

#endif
