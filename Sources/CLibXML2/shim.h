// libxml2's HTML parser, seen from Swift. Only the SAX interface is used by the product;
// the tree calls are here for the benchmark that compares against them.
#pragma once
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlversion.h>
