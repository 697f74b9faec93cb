// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Subject.h"

#include <QStringView>

#include <algorithm>
#include <array>
#include <string_view>

namespace tern::store {

namespace {

/// What stands before the colon, in lower case. Replies: English, German, Dutch, Nordic, Finnish, French, Spanish and Portuguese, Italian, Polish,
/// Czech and Slovak, Hungarian, Turkish, Greek, Hebrew, Chinese, Japanese, Korean; then forwards of the same.
constexpr auto kPrefixes = std::to_array<std::u16string_view>({
    u"re", u"aw", u"antw", u"antwort", u"sv", u"vs", u"vá", u"réf", u"réponse", u"res", u"resp", u"r", u"rif", u"odp", u"ynt", u"yan", u"απ", u"σχετ", u"תגובה", u"השב",
    u"回复", u"回覆", u"答复", u"答覆", u"回信", u"返信", u"답장", u"회신", u"ответ",
    u"fw", u"fwd", u"wg", u"doorst", u"vb", u"vl", u"tr", u"rv", u"enc", u"pd", u"ilt", u"πρθ", u"הועבר", u"转发", u"轉寄", u"転送"});
/// A prefix is no longer than this with its number and spaces.
constexpr qsizetype kLongestPrefix = 16;

bool isColon(QChar character)
{
    return character == u':' || character == u'\uFF1A';
}

/// "Re[2]", "Re(3)", "Re^2", "RE 2": the word without its number.
QStringView withoutCount(QStringView word)
{
    word = word.trimmed();
    const auto digits = [](QStringView text) { return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); }); };
    for (const auto &[open, close] : {std::pair(u'[', u']'), std::pair(u'(', u')')}) {
        const qsizetype at = word.indexOf(QChar(open));
        if (at > 0 && word.endsWith(QChar(close)) && digits(word.mid(at + 1, word.size() - at - 2)))
            return word.left(at).trimmed();
    }
    const qsizetype power = word.indexOf(u'^');
    return power > 0 && digits(word.mid(power + 1)) ? word.left(power).trimmed() : word;
}

/// Where the text goes on behind one prefix; 0: there is none.
qsizetype behindPrefix(QStringView text)
{
    const QStringView head = text.left(kLongestPrefix);
    const auto colon = std::find_if(head.begin(), head.end(), isColon);
    if (colon == head.end())
        return 0;
    const qsizetype at = colon - head.begin();
    const QString word = withoutCount(head.left(at)).toString().toLower();
    const bool known = std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](std::u16string_view prefix) { return QStringView(prefix.data(), qsizetype(prefix.size())) == word; });
    return known ? at + 1 : 0;
}

} // namespace

BaseSubject baseSubject(const QString &subject)
{
    BaseSubject base;
    QStringView rest = QStringView(subject).trimmed();
    for (qsizetype behind = behindPrefix(rest); behind > 0; behind = behindPrefix(rest)) {
        rest = rest.mid(behind).trimmed();
        base.isReply = true;
    }
    base.text = rest.toString();
    return base;
}

} // namespace tern::store
