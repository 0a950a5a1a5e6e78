/* xlsx_xml.h - one part of a workbook through expat: local names, pauses, no entities. */
#ifndef DMS_EXCHANGE_XLSX_XML_H
#define DMS_EXCHANGE_XLSX_XML_H

#include "exchange/xlsx_package.h"

/* Longest cell: Excel takes 32,767 characters, of four bytes at most in UTF-8. */
#define XLSX_CELL_LIMIT (32767 * 4)
/* Sheets nest less than ten deep. */
#define XLSX_DEPTH_LIMIT 64

struct xlsx_xml;

/* NAME without the prefix of its namespace; ATTRIBUTES as expat has them. */
struct xlsx_reading {
    void (*open)(struct xlsx_xml *xml, void *context, const char *name,
                 const char **attributes);
    void (*close)(struct xlsx_xml *xml, void *context, const char *name);
    void (*text)(struct xlsx_xml *xml, void *context, const char *text, size_t size);
};

/* PART is taken. READING and CONTEXT live on. Yours to destroy. */
struct xlsx_xml *xlsx_xml_create(struct xlsx_part *part, const struct xlsx_reading *reading,
                                 void *context);
void xlsx_xml_destroy(struct xlsx_xml *xml); /* NULL is welcome */
/* Reads on until a reading pauses, refuses, or the part ends: *ENDED. */
enum dms_status xlsx_xml_run(struct xlsx_xml *xml, bool *ended, struct dms_error *error);
/* Reads the whole part called NAME; one that is not there says nothing. */
enum dms_status xlsx_xml_read(struct xlsx_package *package, const char *name,
                              const struct xlsx_reading *reading, void *context,
                              struct dms_error *error);
void xlsx_xml_pause(struct xlsx_xml *xml);
/* Where a reading puts its error before it says refuse. */
struct dms_error *xlsx_xml_error(struct xlsx_xml *xml);
void xlsx_xml_refuse(struct xlsx_xml *xml, enum dms_status status);
int64_t xlsx_xml_done(const struct xlsx_xml *xml); /* thousandths of the part */

/* The attribute's value, whatever its prefix; NULL when it is not there. */
const char *xlsx_attribute(const char **attributes, const char *name);

#endif
