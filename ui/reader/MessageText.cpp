// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/MessageText.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <optional>

namespace tern::ui {

namespace {

constexpr int kFoldAbove = 12;    ///< a longer quotation is folded
constexpr int kFoldShows = 4;     ///< its first lines stay
constexpr int kDeepest = 8;

/// Counts and takes away the ">" marks at the start of a line.
int takeQuoteMarks(QStringView &line)
{
    int level = 0;
    qsizetype at = 0;
    while (at < line.size()) {
        if (line[at] == u'>')
            ++level;
        else if (!(line[at] == u' ' && at + 1 < line.size() && line[at + 1] == u'>' && level > 0))
            break;
        ++at;
    }
    if (level > 0 && at < line.size() && line[at] == u' ')
        ++at;
    if (level > 0)
        line = line.mid(at);
    return std::min(level, kDeepest);
}

/// A quotation may hold deeper ones: all of it is one fold.
void fold(std::vector<TextPart> &parts, std::size_t first, int number)
{
    int shown = 0;
    int hidden = 0;
    std::size_t keep = first;
    for (std::size_t i = first; i < parts.size(); ++i) {
        auto &lines = parts[i].lines;
        const int room = std::max(0, kFoldShows - shown);
        shown += static_cast<int>(std::min<qsizetype>(room, lines.size()));
        if (lines.size() > room) {
            hidden += static_cast<int>(lines.size()) - room;
            lines.resize(room);
        }
        if (room > 0)
            keep = i + 1;
    }
    parts.resize(keep);
    TextPart more;
    more.kind = TextPart::Kind::Folded;
    more.level = 1;
    more.fold = number;
    more.hiddenLines = hidden;
    parts.push_back(more);
}

} // namespace

std::vector<TextPart> cutText(const QString &text, const std::set<int> &open, bool allOpen)
{
    std::vector<TextPart> parts;
    int folds = 0;
    std::size_t quoteStart = 0;
    int quoteLines = 0;
    bool inSignature = false;
    const auto endQuote = [&] {
        if (quoteLines > kFoldAbove) {
            const int number = folds++;
            if (!allOpen && !open.contains(number))
                fold(parts, quoteStart, number);
        }
        quoteLines = 0;
    };
    for (QStringView line : QStringView(text).split(u'\n')) {
        if (line.endsWith(u'\r'))
            line.chop(1);
        const int level = takeQuoteMarks(line);
        if (level == 0 && quoteLines > 0)
            endQuote();
        if (level > 0)
            inSignature = false;
        else if (line == u"-- " || line == u"--")
            inSignature = true;
        const auto kind = level > 0 ? TextPart::Kind::Quote : inSignature ? TextPart::Kind::Signature : TextPart::Kind::Text;
        if (parts.empty() || parts.back().kind != kind || parts.back().level != level)
            parts.push_back({kind, level, {}, -1, 0});
        if (level > 0 && quoteLines++ == 0)
            quoteStart = parts.size() - 1;
        parts.back().lines << line.toString();
    }
    if (quoteLines > 0)
        endQuote();
    return parts;
}

namespace {

struct Hunk {
    int before = 0;     ///< lines of it that are still to come, of the text before
    int after = 0;      ///< and after
};

std::optional<Hunk> hunkIn(const QString &line)
{
    static const QRegularExpression pattern(QStringLiteral("^@@ -\\d{1,9}(?:,(\\d{1,6}))? \\+\\d{1,9}(?:,(\\d{1,6}))? @@"));
    const auto match = pattern.match(line);
    if (!match.hasMatch())
        return std::nullopt;
    const auto count = [&match](int group) { return match.captured(group).isEmpty() ? 1 : match.captured(group).toInt(); };
    return Hunk{count(1), count(2)};
}

bool isFileHead(const QString &line)
{
    for (const char *start : {"diff --", "index ", "--- ", "+++ ", "new file mode ", "deleted file mode ", "old mode ", "new mode ", "similarity index ", "rename "}) {
        if (line.startsWith(QLatin1String(start)))
            return true;
    }
    return false;
}

} // namespace

std::vector<PatchLine> markPatches(const QStringList &lines)
{
    std::vector<PatchLine> marks(static_cast<std::size_t>(lines.size()), PatchLine::None);
    Hunk left;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        PatchLine &mark = marks[static_cast<std::size_t>(i)];
        const QString &line = lines[i];
        const QChar first = line.isEmpty() ? QLatin1Char(' ') : line.front();
        if (left.before > 0 && first == u'-') {
            mark = PatchLine::Removed;
            --left.before;
        } else if (left.after > 0 && first == u'+') {
            mark = PatchLine::Added;
            --left.after;
        } else if (left.before > 0 && left.after > 0 && first == u' ') {
            mark = PatchLine::Context;
            --left.before;
            --left.after;
        } else if (const auto hunk = hunkIn(line)) {
            left = *hunk;
            mark = PatchLine::Hunk;
            // The heads stand right before the first hunk of a file.
            for (qsizetype head = i - 1; head >= 0 && isFileHead(lines[head]) && marks[static_cast<std::size_t>(head)] == PatchLine::None; --head)
                marks[static_cast<std::size_t>(head)] = PatchLine::File;
        } else if (first != u'\\') {
            left = {};
        }
    }
    return marks;
}

std::vector<TextLink> findLinks(const QString &line)
{
    static const QRegularExpression pattern(
        QStringLiteral("(?:https?://[^\\s<>\"'`|{}\\x{3000}-\\x{303F}\\x{FF00}-\\x{FFEF}]+"
                       "|mailto:[^\\s<>\"'`|{}]+"
                       "|(?<![\\w.+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8})"));
    std::vector<TextLink> links;
    auto matches = pattern.globalMatch(line);
    while (matches.hasNext()) {
        const auto match = matches.next();
        QString found = match.captured();
        while (!found.isEmpty()) {
            const QChar last = found.back();
            const bool unmatched = (last == u')' && found.count(u'(') < found.count(u')')) || (last == u']' && found.count(u'[') < found.count(u']'));
            if (!unmatched && !QStringView(u".,;:!?*_").contains(last))
                break;
            found.chop(1);
        }
        if (found.size() < 5)
            continue;
        const bool bare = !found.startsWith(QStringLiteral("http")) && !found.startsWith(QStringLiteral("mailto:"));
        links.push_back({match.capturedStart(), found.size(), bare ? QStringLiteral("mailto:") + found : found});
    }
    return links;
}

} // namespace tern::ui
