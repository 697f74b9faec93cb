// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/FileType.h"

#include <algorithm>
#include <array>

namespace tern::files {
namespace {

using enum FileKind;

struct Ending {
    std::string_view ending;
    FileKind kind;
};

// Sorted by kind; what starts something on any system counts on every system, as mail is forwarded.
constexpr std::array kEndings{
    Ending{"exe", Program}, Ending{"com", Program}, Ending{"scr", Program}, Ending{"pif", Program}, Ending{"cpl", Program}, Ending{"dll", Program},
    Ending{"sys", Program}, Ending{"ocx", Program}, Ending{"xll", Program}, Ending{"wll", Program}, Ending{"elf", Program},
    Ending{"run", Program}, Ending{"appimage", Program}, Ending{"so", Program}, Ending{"gadget", Program}, Ending{"application", Program},
    Ending{"bat", Script}, Ending{"cmd", Script}, Ending{"js", Script}, Ending{"jse", Script}, Ending{"mjs", Script}, Ending{"vbs", Script},
    Ending{"vbe", Script}, Ending{"vb", Script}, Ending{"wsf", Script}, Ending{"wsh", Script}, Ending{"wsc", Script}, Ending{"sct", Script},
    Ending{"ps1", Script}, Ending{"ps1xml", Script}, Ending{"ps2", Script}, Ending{"psc1", Script}, Ending{"psd1", Script}, Ending{"psm1", Script},
    Ending{"sh", Script}, Ending{"bash", Script}, Ending{"zsh", Script}, Ending{"csh", Script}, Ending{"ksh", Script}, Ending{"fish", Script},
    Ending{"py", Script}, Ending{"pyw", Script}, Ending{"pyc", Script}, Ending{"pyz", Script}, Ending{"pl", Script}, Ending{"rb", Script},
    Ending{"php", Script}, Ending{"lua", Script}, Ending{"tcl", Script}, Ending{"command", Script}, Ending{"scpt", Script}, Ending{"applescript", Script},
    Ending{"workflow", Script}, Ending{"ahk", Script}, Ending{"au3", Script}, Ending{"iqy", Script}, Ending{"slk", Script}, Ending{"mde", Script},
    Ending{"lnk", Shortcut}, Ending{"url", Shortcut}, Ending{"website", Shortcut}, Ending{"desktop", Shortcut}, Ending{"webloc", Shortcut},
    Ending{"scf", Shortcut}, Ending{"library-ms", Shortcut}, Ending{"search-ms", Shortcut}, Ending{"searchconnector-ms", Shortcut},
    Ending{"settingcontent-ms", Shortcut}, Ending{"appref-ms", Shortcut}, Ending{"theme", Shortcut}, Ending{"themepack", Shortcut},
    Ending{"directory", Shortcut}, Ending{"rdp", Shortcut}, Ending{"ica", Shortcut}, Ending{"jnlp", Shortcut}, Ending{"diagcab", Shortcut},
    Ending{"msi", Installer}, Ending{"msp", Installer}, Ending{"mst", Installer}, Ending{"msix", Installer}, Ending{"msixbundle", Installer},
    Ending{"appx", Installer}, Ending{"appxbundle", Installer}, Ending{"appinstaller", Installer}, Ending{"deb", Installer}, Ending{"rpm", Installer},
    Ending{"apk", Installer}, Ending{"pkg", Installer}, Ending{"mpkg", Installer}, Ending{"flatpak", Installer}, Ending{"flatpakref", Installer},
    Ending{"snap", Installer}, Ending{"xpi", Installer}, Ending{"crx", Installer}, Ending{"vsix", Installer}, Ending{"oxt", Installer},
    Ending{"jar", JavaProgram}, Ending{"class", JavaProgram}, Ending{"war", JavaProgram},
    Ending{"hta", WebProgram}, Ending{"chm", WebProgram}, Ending{"hlp", WebProgram}, Ending{"msc", WebProgram}, Ending{"xbap", WebProgram},
    Ending{"reg", SystemChange}, Ending{"inf", SystemChange}, Ending{"mobileconfig", SystemChange},
    Ending{"docm", DocumentWithMacros}, Ending{"dotm", DocumentWithMacros}, Ending{"xlsm", DocumentWithMacros}, Ending{"xltm", DocumentWithMacros},
    Ending{"xlam", DocumentWithMacros}, Ending{"xla", DocumentWithMacros}, Ending{"xlm", DocumentWithMacros}, Ending{"pptm", DocumentWithMacros},
    Ending{"potm", DocumentWithMacros}, Ending{"ppam", DocumentWithMacros}, Ending{"ppsm", DocumentWithMacros}, Ending{"sldm", DocumentWithMacros},
    Ending{"doc", Document}, Ending{"dot", Document}, Ending{"docx", Document}, Ending{"dotx", Document}, Ending{"xls", Document}, Ending{"xlt", Document},
    Ending{"xlsx", Document}, Ending{"xlsb", Document}, Ending{"xltx", Document}, Ending{"ppt", Document}, Ending{"pps", Document}, Ending{"pot", Document},
    Ending{"pptx", Document}, Ending{"ppsx", Document}, Ending{"potx", Document}, Ending{"odt", Document}, Ending{"ods", Document}, Ending{"odp", Document},
    Ending{"odg", Document}, Ending{"ott", Document}, Ending{"wps", Document}, Ending{"et", Document}, Ending{"dps", Document}, Ending{"vsd", Document},
    Ending{"vsdx", Document}, Ending{"pub", Document}, Ending{"mdb", Document}, Ending{"accdb", Document}, Ending{"one", Document}, Ending{"msg", Document},
    Ending{"epub", Document}, Ending{"pages", Document}, Ending{"numbers", Document}, Ending{"key", Document}, Ending{"ps", Document}, Ending{"eps", Document},
    Ending{"pdf", Pdf}, Ending{"rtf", RichText},
    Ending{"html", WebPage}, Ending{"htm", WebPage}, Ending{"xhtml", WebPage}, Ending{"shtml", WebPage}, Ending{"mht", WebPage}, Ending{"mhtml", WebPage},
    Ending{"svg", Drawing}, Ending{"svgz", Drawing},
    Ending{"png", Picture}, Ending{"jpg", Picture}, Ending{"jpeg", Picture}, Ending{"jpe", Picture}, Ending{"jfif", Picture}, Ending{"gif", Picture},
    Ending{"webp", Picture}, Ending{"bmp", Picture}, Ending{"tif", Picture}, Ending{"tiff", Picture}, Ending{"ico", Picture}, Ending{"heic", Picture},
    Ending{"heif", Picture}, Ending{"avif", Picture}, Ending{"jxl", Picture}, Ending{"jp2", Picture}, Ending{"psd", Picture},
    Ending{"zip", Archive}, Ending{"rar", Archive}, Ending{"7z", Archive}, Ending{"gz", Archive}, Ending{"tgz", Archive}, Ending{"bz2", Archive},
    Ending{"xz", Archive}, Ending{"zst", Archive}, Ending{"tar", Archive}, Ending{"cab", Archive}, Ending{"arj", Archive}, Ending{"ace", Archive},
    Ending{"lzh", Archive}, Ending{"lha", Archive}, Ending{"z", Archive}, Ending{"uue", Archive},
    Ending{"iso", DiskImage}, Ending{"img", DiskImage}, Ending{"vhd", DiskImage}, Ending{"vhdx", DiskImage}, Ending{"udf", DiskImage}, Ending{"dmg", DiskImage},
    Ending{"vmdk", DiskImage}, Ending{"qcow2", DiskImage}, Ending{"wim", DiskImage},
    Ending{"txt", Text}, Ending{"text", Text}, Ending{"log", Text}, Ending{"csv", Text}, Ending{"tsv", Text}, Ending{"md", Text}, Ending{"json", Text},
    Ending{"xml", Text}, Ending{"yaml", Text}, Ending{"yml", Text}, Ending{"ini", Text}, Ending{"conf", Text}, Ending{"patch", Text}, Ending{"diff", Text},
    Ending{"c", Text}, Ending{"h", Text}, Ending{"cpp", Text}, Ending{"tex", Text}, Ending{"asc", Text}, Ending{"srt", Text},
    Ending{"eml", Mail}, Ending{"mbox", Mail}, Ending{"ics", Calendar}, Ending{"ical", Calendar}, Ending{"vcs", Calendar}, Ending{"vcf", Contact}, Ending{"vcard", Contact},
    Ending{"mp3", Sound}, Ending{"wav", Sound}, Ending{"ogg", Sound}, Ending{"flac", Sound}, Ending{"m4a", Sound}, Ending{"aac", Sound}, Ending{"amr", Sound},
    Ending{"mid", Sound}, Ending{"wma", Sound}, Ending{"opus", Sound},
    Ending{"mp4", Film}, Ending{"mkv", Film}, Ending{"avi", Film}, Ending{"mov", Film}, Ending{"wmv", Film}, Ending{"webm", Film}, Ending{"flv", Film}, Ending{"mpg", Film},
    Ending{"ttf", Font}, Ending{"otf", Font}, Ending{"ttc", Font}, Ending{"woff", Font}, Ending{"woff2", Font}};

} // namespace

FileType typeByName(const QString &name)
{
    qsizetype end = name.size();
    while (end > 0 && (name[end - 1] == u'.' || name[end - 1].isSpace()))
        --end;
    const qsizetype dot = QStringView(name).left(end).lastIndexOf(u'.');
    if (dot < 0)
        return {};
    constexpr qsizetype kLongest = 20;
    const QString ending = name.mid(dot + 1, std::min(end - dot - 1, kLongest)).trimmed().toLower();
    for (const Ending &one : kEndings) {
        if (ending == QLatin1StringView(one.ending.data(), static_cast<qsizetype>(one.ending.size())))
            return {one.kind, one.ending};
    }
    return {};
}

FileType typeByMediaType(const QString &type)
{
    const auto starts = [&type](const char *start) { return type.startsWith(QLatin1StringView(start)); };
    if (type == QStringLiteral("image/svg+xml"))
        return {Drawing, "svg"};
    if (starts("image/"))
        return {Picture, {}};
    if (starts("audio/"))
        return {Sound, {}};
    if (starts("video/"))
        return {Film, {}};
    if (starts("font/"))
        return {Font, {}};
    if (type == QStringLiteral("application/pdf"))
        return {Pdf, "pdf"};
    if (type == QStringLiteral("text/html") || type == QStringLiteral("application/xhtml+xml"))
        return {WebPage, "html"};
    if (type == QStringLiteral("text/calendar"))
        return {Calendar, "ics"};
    if (type == QStringLiteral("text/vcard") || type == QStringLiteral("text/x-vcard") || type == QStringLiteral("text/directory"))
        return {Contact, "vcf"};
    if (type == QStringLiteral("text/plain") || type == QStringLiteral("text/csv"))
        return {Text, "txt"};
    if (type == QStringLiteral("message/rfc822"))
        return {Mail, "eml"};
    if (type == QStringLiteral("application/zip") || type == QStringLiteral("application/x-zip-compressed"))
        return {Archive, "zip"};
    if (starts("application/msword") || starts("application/vnd.openxmlformats") || starts("application/vnd.oasis.opendocument") || starts("application/vnd.ms-"))
        return {type.contains(QStringLiteral("macroenabled")) ? DocumentWithMacros : Document, {}};
    return {};
}

} // namespace tern::files
