// libxml2's HTML parser, seen from Swift. Only the SAX interface is used by the product;
// the tree calls are here for the benchmark that compares against them.
#pragma once
#include <libxml/xmlversion.h>
// A libxml2 that was built with ICU pulls in ICU's headers, which clash with the ICU inside
// Foundation. Only the encoding handlers' layout depends on it, and those are never touched here.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

// xmlFree is a variable, which Swift may not read from several threads.
static inline void postmortem_xml_free(void *memory) { xmlFree(memory); }
