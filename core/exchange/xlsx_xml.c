/* xlsx_xml.c - feeds expat piece by piece, and stops it where a row ends. */
#include "exchange/xlsx_xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"

#define PIECE 65536

struct xlsx_xml {
    XML_Parser parser;
    struct xlsx_part *part;
    const struct xlsx_reading *reading;
    void *context;
    struct dms_error *error; /* of the run under way */
    enum dms_status status;
    int depth;
    bool paused, last; /* LAST: expat has the end of the part */
};

static const char *
local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon != NULL ? colon + 1 : name;
}

const char *
xlsx_attribute(const char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2)
        if (strcmp(local(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

static void
open_element(void *data, const char *name, const char **attributes)
{
    struct xlsx_xml *xml = data;
    if (xml->status != DMS_OK)
        return;
    if (++xml->depth > XLSX_DEPTH_LIMIT) {
        xlsx_xml_refuse(xml, dms_fail(xml->error, DMS_LIMIT, "exchange.xlsx_depth",
                                      "part=%s|limit=%d", xlsx_part_name(xml->part),
                                      XLSX_DEPTH_LIMIT));
        return;
    }
    if (xml->reading->open != NULL)
        xml->reading->open(xml, xml->context, local(name), attributes);
}

static void
close_element(void *data, const char *name)
{
    struct xlsx_xml *xml = data;
    xml->depth--;
    if (xml->status == DMS_OK && xml->reading->close != NULL)
        xml->reading->close(xml, xml->context, local(name));
}

static void
take_text(void *data, const char *text, int size)
{
    struct xlsx_xml *xml = data;
    if (xml->status == DMS_OK && xml->reading->text != NULL)
        xml->reading->text(xml, xml->context, text, (size_t)size);
}

/* No office program writes one; they only serve to make little into much. */
static void
refuse_entity(void *data, const char *name, int is_parameter, const char *value, int size,
              const char *base, const char *system, const char *public,
              const char *notation)
{
    (void)name, (void)is_parameter, (void)value, (void)size;
    (void)base, (void)system, (void)public, (void)notation;
    struct xlsx_xml *xml = data;
    if (xml->status == DMS_OK)
        xlsx_xml_refuse(xml, dms_fail(xml->error, DMS_INVALID, "exchange.xlsx_entities",
                                      "part=%s", xlsx_part_name(xml->part)));
}

struct xlsx_xml *
xlsx_xml_create(struct xlsx_part *part, const struct xlsx_reading *reading, void *context)
{
    struct xlsx_xml *xml = memory_get(sizeof(*xml));
    xml->part = part;
    xml->reading = reading;
    xml->context = context;
    xml->parser = XML_ParserCreate(NULL);
    if (xml->parser == NULL)
        memory_end();
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, open_element, close_element);
    XML_SetCharacterDataHandler(xml->parser, take_text);
    XML_SetEntityDeclHandler(xml->parser, refuse_entity);
    return xml;
}

void
xlsx_xml_destroy(struct xlsx_xml *xml)
{
    if (xml == NULL)
        return;
    XML_ParserFree(xml->parser);
    xlsx_part_close(xml->part);
    free(xml);
}

static enum dms_status
malformed(struct xlsx_xml *xml, struct dms_error *error)
{
    return dms_fail(error, DMS_INVALID, "exchange.xlsx_xml",
                    "part=%s|line=%lld|reason=%s", xlsx_part_name(xml->part),
                    (long long)XML_GetCurrentLineNumber(xml->parser),
                    XML_ErrorString(XML_GetErrorCode(xml->parser)));
}

/* One piece into expat, in its own buffer; it goes on from a pause by itself. */
static enum XML_Status
feed(struct xlsx_xml *xml, enum dms_status *st, struct dms_error *error)
{
    size_t got = 0;
    char *piece = XML_GetBuffer(xml->parser, PIECE);
    if (piece == NULL)
        memory_end();
    *st = xlsx_part_read(xml->part, piece, PIECE, &got, error);
    xml->last = *st == DMS_OK && got == 0;
    return *st == DMS_OK ? XML_ParseBuffer(xml->parser, (int)got, xml->last)
                         : XML_STATUS_OK;
}

enum dms_status
xlsx_xml_run(struct xlsx_xml *xml, bool *ended, struct dms_error *error)
{
    XML_ParsingStatus parsing;
    enum dms_status st = DMS_OK;
    xml->error = error;
    *ended = false;
    for (;;) {
        enum XML_Status fed =
            xml->paused ? XML_ResumeParser(xml->parser) : feed(xml, &st, error);
        xml->paused = false;
        if (st != DMS_OK || xml->status != DMS_OK)
            return st != DMS_OK ? st : xml->status;
        if (fed == XML_STATUS_ERROR)
            return malformed(xml, error);
        XML_GetParsingStatus(xml->parser, &parsing);
        xml->paused = parsing.parsing == XML_SUSPENDED;
        *ended = parsing.parsing == XML_FINISHED;
        if (xml->paused || *ended)
            return DMS_OK;
    }
}

enum dms_status
xlsx_xml_read(struct xlsx_package *package, const char *name,
              const struct xlsx_reading *reading, void *context, struct dms_error *error)
{
    struct xlsx_part *part = NULL;
    bool ended = false;
    enum dms_status st = xlsx_part_open(package, name, &part, error);
    if (st != DMS_OK || part == NULL)
        return st;
    struct xlsx_xml *xml = xlsx_xml_create(part, reading, context);
    st = xlsx_xml_run(xml, &ended, error);
    xlsx_xml_destroy(xml);
    return st;
}

void
xlsx_xml_pause(struct xlsx_xml *xml)
{
    XML_StopParser(xml->parser, XML_TRUE);
}

struct dms_error *
xlsx_xml_error(struct xlsx_xml *xml)
{
    return xml->error;
}

void
xlsx_xml_refuse(struct xlsx_xml *xml, enum dms_status status)
{
    xml->status = status;
    XML_StopParser(xml->parser, XML_FALSE);
}

int64_t
xlsx_xml_done(const struct xlsx_xml *xml)
{
    return xlsx_part_done(xml->part);
}
