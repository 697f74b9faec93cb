// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/TextType.h"

#include <array>
#include <string>

namespace tern::files {
namespace {

using namespace std::string_view_literals;
using enum FileKind;

constexpr std::size_t kLooked = 8192;   // bytes of a text's beginning

bool isControl(unsigned char c)
{
    // Tab, line ends, form feed and escape (ISO-2022-JP) are text.
    return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B;
}

struct Beginning {
    std::string_view words;     ///< in lower case
    FileType type;
};

constexpr std::array kBeginnings{
    Beginning{"begin:vcalendar", {Calendar, "ics"}},
    Beginning{"begin:vcard", {Contact, "vcf"}},
    Beginning{"@echo off", {Script, "bat"}},
    Beginning{"<?php", {Script, "php"}},
    Beginning{"windows registry editor", {SystemChange, "reg"}},
    Beginning{"regedit4", {SystemChange, "reg"}},
    Beginning{"<svg", {Drawing, "svg"}},
    Beginning{"<!doctype svg", {Drawing, "svg"}},
    Beginning{"<!doctype html", {WebPage, "html"}},
    Beginning{"<html", {WebPage, "html"}},
    Beginning{"<head", {WebPage, "html"}},
    Beginning{"<body", {WebPage, "html"}},
    Beginning{"<script", {WebPage, "html"}},
    Beginning{"<iframe", {WebPage, "html"}},
    Beginning{"<meta", {WebPage, "html"}},
    Beginning{"<table", {WebPage, "html"}},
    Beginning{"<div", {WebPage, "html"}},
    Beginning{"return-path:", {Mail, "eml"}},
    Beginning{"delivered-to:", {Mail, "eml"}},
    Beginning{"received:", {Mail, "eml"}},
    Beginning{"mime-version:", {Mail, "eml"}},
    Beginning{"message-id:", {Mail, "eml"}},
};

/// What stands before the first element: white space, comments, an XML declaration.
std::string_view withoutProlog(std::string_view text)
{
    for (;;) {
        const auto start = text.find_first_not_of(" \t\r\n\f");
        if (start == std::string_view::npos)
            return {};
        text.remove_prefix(start);
        const std::string_view end = text.starts_with("<!--") ? "-->"sv : text.starts_with("<?xml") ? "?>"sv : ""sv;
        if (end.empty())
            return text;
        const auto closed = text.find(end);
        if (closed == std::string_view::npos)
            return {};
        text.remove_prefix(closed + end.size());
    }
}

bool hasLine(std::string_view text, std::string_view line)
{
    const auto at = text.find(line);
    return at != std::string_view::npos && (at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r');
}

} // namespace

std::string textHead(std::string_view bytes)
{
    bytes = bytes.substr(0, kLooked);
    const bool isWide = bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv);
    if (isWide)
        bytes.remove_prefix(2);
    else if (bytes.starts_with("\xEF\xBB\xBF"sv))
        bytes.remove_prefix(3);
    std::string head;
    head.reserve(bytes.size());
    for (const char c : bytes) {
        if (isWide && c == '\0')
            continue;
        if (!isWide && isControl(static_cast<unsigned char>(c)))
            return {};
        head += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return head;
}

FileType typeOfText(std::string_view bytes)
{
    const std::string head = textHead(bytes);
    if (head.empty())
        return {};
    if (hasLine(head, "[internetshortcut]"))
        return {Shortcut, "url"};
    if (hasLine(head, "[desktop entry]"))
        return {Shortcut, "desktop"};
    if (head.find("<hta:application") != std::string::npos)
        return {WebProgram, "hta"};
    const std::string_view start = withoutProlog(head);
    for (const Beginning &beginning : kBeginnings) {
        if (start.starts_with(beginning.words))
            return beginning.type;
    }
    return {Text, "txt"};
}

} // namespace tern::files
