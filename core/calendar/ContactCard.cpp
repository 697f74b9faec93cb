// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calendar/ContactCard.h"

#include "core/base/Ascii.h"
#include "core/mime/Address.h"
#include "core/mime/Charset.h"
#include "core/mime/TransferDecoding.h"

#include <QUrl>

#include <algorithm>
#include <map>

namespace tern::calendar {
namespace {

constexpr std::size_t kLongestText = 2'000'000;
constexpr std::size_t kLongestLine = 20'000;
constexpr std::size_t kMostCards = 100;
constexpr std::size_t kMostEntries = 50;
constexpr qsizetype kLongestEntry = 1'000;

/// One content line.
struct Line {
    std::string group;              ///< lower case; empty for none
    std::string name;               ///< lower case
    std::vector<std::string> words; ///< every parameter's values, lower case: "home", "quoted-printable", "pref"
    std::string charset;
    std::string value;
};

void addParameter(std::string_view parameter, Line &line)
{
    const auto equals = parameter.find('=');
    const std::string name = ascii::lower(parameter.substr(0, equals == std::string_view::npos ? 0 : equals));
    std::string_view values = equals == std::string_view::npos ? parameter : parameter.substr(equals + 1);
    if (name == "charset")
        line.charset = std::string(values);
    while (!values.empty() && line.words.size() < 40) {
        const auto end = std::min(values.find(','), values.size());
        std::string word = ascii::lower(values.substr(0, end));
        std::erase(word, '"');
        line.words.push_back(name == "pref" ? std::string("pref") : std::move(word));
        values.remove_prefix(std::min(end + 1, values.size()));
    }
}

/// "item1.EMAIL;TYPE=work:a@b". False for what is no content line.
bool parseLine(std::string_view text, Line &line)
{
    bool quoted = false;
    std::size_t begin = 0;
    bool isName = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"')
            quoted = !quoted;
        if (quoted || (c != ':' && c != ';'))
            continue;
        const std::string_view piece = text.substr(begin, i - begin);
        if (isName) {
            const auto dot = piece.find('.');
            line.group = dot == std::string_view::npos ? std::string() : ascii::lower(piece.substr(0, dot));
            line.name = ascii::lower(dot == std::string_view::npos ? piece : piece.substr(dot + 1));
            isName = false;
        } else {
            addParameter(piece, line);
        }
        begin = i + 1;
        if (c == ':') {
            line.value = std::string(text.substr(begin));
            return !line.name.empty();
        }
    }
    return false;
}

bool has(const Line &line, std::string_view word)
{
    return std::find(line.words.begin(), line.words.end(), word) != line.words.end();
}

/// Undoes escapes, and cuts at the signs that are none: "a\;b;c" → "a;b", "c".
QStringList fields(const QString &value, QChar separator)
{
    QStringList out{QString()};
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QChar c = value.at(i);
        if (c == QLatin1Char('\\') && i + 1 < value.size()) {
            const QChar next = value.at(++i);
            out.last() += next == QLatin1Char('n') || next == QLatin1Char('N') ? QChar(QLatin1Char('\n')) : next;
        } else if (c == separator && out.size() < 30) {
            out << QString();
        } else {
            out.last() += c;
        }
    }
    return out;
}

QString oneLine(const QString &text)
{
    QString out;
    for (const QChar c : text.left(kLongestEntry)) {
        const auto code = c.unicode();
        const bool turns = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E || code == 0x200F;
        if (!turns)
            out += c.category() == QChar::Other_Control ? QLatin1Char(' ') : c;
    }
    return out.simplified();
}

class CardReader {
public:
    explicit CardReader(std::string_view charset) : m_charset(charset) {}

    void take(const std::string &text)
    {
        Line line;
        if (!parseLine(text, line))
            return;
        if (line.name == "begin" && ascii::lower(ascii::trimmed(line.value)) == "vcard") {
            ++m_depth;
            if (m_depth == 1) {
                m_card = {};
                m_labels.clear();
                m_groups.clear();
                m_structured.clear();
            }
            return;
        }
        if (line.name == "end" && m_depth > 0 && ascii::lower(ascii::trimmed(line.value)) == "vcard") {
            if (--m_depth == 0)
                finish();
            return;
        }
        if (m_depth == 1)
            read(line);     // what is nested is an agent's card [vCard 2.1 §2.5.1]
    }

    std::vector<ContactCard> finished()
    {
        if (m_depth > 0)
            finish();
        return std::move(m_cards);
    }

private:
    QString decoded(const Line &line) const
    {
        std::string bytes = line.value;
        if (has(line, "quoted-printable"))
            bytes = mime::decodedTransfer(bytes, mime::TransferEncoding::QuotedPrintable).toStdString();
        const std::string_view charset = line.charset.empty() ? std::string_view(m_charset) : std::string_view(line.charset);
        return mime::decodeText(bytes, charset);
    }

    void read(const Line &line)
    {
        if (has(line, "base64") || has(line, "b"))
            return;
        if (line.name == "fn")
            m_card.name = oneLine(fields(decoded(line), {}).join(QChar()));
        else if (line.name == "n")
            readName(line);
        else if (line.name == "org")
            readOrganization(line);
        else if (line.name == "title" && m_card.title.isEmpty())
            m_card.title = oneLine(fields(decoded(line), {}).first());
        else if (line.name == "email")
            addMail(line);
        else if (line.name == "tel")
            add(m_card.phones, line, withoutScheme(oneLine(fields(decoded(line), {}).first()), QLatin1String("tel:")));
        else if (line.name == "adr")
            add(m_card.places, line, place(fields(decoded(line), QLatin1Char(';'))));
        else if (line.name == "url")
            addWeb(oneLine(fields(decoded(line), {}).first()));
        else if (line.name == "bday" && m_card.birthday.isEmpty())
            m_card.birthday = oneLine(decoded(line)).left(40);
        else if (line.name == "note" && m_card.note.isEmpty())
            m_card.note = fields(decoded(line), {}).first().left(kLongestEntry);
        else if (line.name == "x-ablabel" && !line.group.empty() && m_labels.size() < 200)
            m_labels[line.group] = oneLine(decoded(line));
    }

    static QString withoutScheme(const QString &value, QLatin1String scheme)
    {
        return value.startsWith(scheme, Qt::CaseInsensitive) ? value.mid(scheme.size()) : value;
    }

    static ContactCard::Use useOf(const Line &line)
    {
        if (has(line, "fax"))
            return ContactCard::Use::Fax;
        if (has(line, "cell") || has(line, "mobile") || has(line, "iphone"))
            return ContactCard::Use::Mobile;
        if (has(line, "work"))
            return ContactCard::Use::Work;
        return has(line, "home") ? ContactCard::Use::Home : ContactCard::Use::None;
    }

    void add(std::vector<ContactCard::Entry> &list, const Line &line, const QString &value)
    {
        if (value.isEmpty() || list.size() >= kMostEntries)
            return;
        list.push_back({value, useOf(line), {}, has(line, "pref")});
        m_groups.emplace_back(line.group, &list == &m_card.addresses ? 0 : &list == &m_card.phones ? 1 : 2);
    }

    void addMail(const Line &line)
    {
        const QString address = withoutScheme(oneLine(fields(decoded(line), {}).first()), QLatin1String("mailto:"));
        if (mime::isValidAddrSpec(address.toStdString()))
            add(m_card.addresses, line, address);
    }

    void addWeb(const QString &text)
    {
        const QUrl url(text, QUrl::StrictMode);
        const bool fits = url.isValid() && !url.host().isEmpty() && (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http"));
        if (fits && static_cast<std::size_t>(m_card.web.size()) < kMostEntries)
            m_card.web << url.toString(QUrl::FullyEncoded);
    }

    void readName(const Line &line)
    {
        const QStringList parts = fields(decoded(line), QLatin1Char(';'));
        const auto part = [&parts](qsizetype at) { return oneLine(parts.value(at)); };
        // Family name first where it is written so.
        const QString family = part(0);
        const bool ideographs = std::any_of(family.begin(), family.end(), [](QChar c) { return c.script() == QChar::Script_Han || c.script() == QChar::Script_Hangul; });
        m_structured = ideographs ? family + part(1) : QStringList{part(3), part(1), part(2), family, part(4)}.join(QLatin1Char(' ')).simplified();
    }

    void readOrganization(const Line &line)
    {
        for (const QString &part : fields(decoded(line), QLatin1Char(';'))) {
            if (const QString name = oneLine(part); !name.isEmpty() && m_card.organization.size() < 5)
                m_card.organization << name;
        }
    }

    static QString place(const QStringList &parts)
    {
        QStringList shown;
        for (const QString &part : parts) {
            if (const QString line = oneLine(part); !line.isEmpty())
                shown << line;
        }
        return shown.join(QLatin1String(", ")).left(kLongestEntry);
    }

    void finish()
    {
        if (m_card.name.isEmpty())
            m_card.name = m_structured;
        if (m_card.name.isEmpty() && !m_card.organization.isEmpty())
            m_card.name = m_card.organization.first();
        setLabels();
        if ((!m_card.name.isEmpty() || !m_card.addresses.empty()) && m_cards.size() < kMostCards)
            m_cards.push_back(std::move(m_card));
        m_card = {};
    }

    /// Apple's: "item1.X-ABLabel:_$!<Work>!$_".
    void setLabels()
    {
        std::size_t counts[3] = {0, 0, 0};
        std::vector<ContactCard::Entry> *lists[3] = {&m_card.addresses, &m_card.phones, &m_card.places};
        for (const auto &[group, kind] : m_groups) {
            ContactCard::Entry &entry = (*lists[kind])[counts[kind]++];
            const auto label = group.empty() ? m_labels.end() : m_labels.find(group);
            if (label == m_labels.end())
                continue;
            QString word = label->second;
            const bool isStandard = word.startsWith(QLatin1String("_$!<")) && word.endsWith(QLatin1String(">!$_"));
            if (!isStandard) {
                entry.label = word.left(60);
                continue;
            }
            word = word.mid(4, word.size() - 8).toLower();
            if (word == QLatin1String("work"))
                entry.use = ContactCard::Use::Work;
            else if (word == QLatin1String("home"))
                entry.use = ContactCard::Use::Home;
        }
    }

    const std::string m_charset;
    int m_depth = 0;
    ContactCard m_card;
    QString m_structured;
    std::map<std::string, QString> m_labels;
    std::vector<std::pair<std::string, int>> m_groups;   ///< of each entry in order, and which list it is in
    std::vector<ContactCard> m_cards;
};

/// A quoted-printable value goes on where its line ends with "=" [vCard 2.1 §2.1.3].
bool isSoftBroken(const std::string &line)
{
    return !line.empty() && line.back() == '=' && ascii::lower(std::string_view(line).substr(0, std::min<std::size_t>(line.find(':'), 500))).find("quoted-printable") != std::string::npos;
}

} // namespace

std::vector<ContactCard> readContactCards(std::string_view bytes, std::string_view charset)
{
    // UTF-16, as some phones save it, is the one that can't be cut into lines first.
    std::string converted;
    const std::string wide = ascii::lower(charset);
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") || wide.starts_with("utf-16")) {
        converted = mime::decodeTextAs(bytes.substr(0, kLongestText), wide.starts_with("utf-16") ? charset : "utf-16").toStdString();
        bytes = converted;
        charset = "utf-8";
    }
    bytes = bytes.substr(0, kLongestText);
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.remove_prefix(3);
    CardReader reader(charset);
    std::string line;
    while (!bytes.empty()) {
        const auto end = std::min(bytes.find_first_of("\r\n"), bytes.size());
        std::string_view piece = bytes.substr(0, end);
        bytes.remove_prefix(end);
        bytes.remove_prefix(bytes.starts_with("\r\n") ? 2 : bytes.empty() ? 0 : 1);
        const bool folded = !piece.empty() && (piece.front() == ' ' || piece.front() == '\t');
        if (isSoftBroken(line)) {
            line.pop_back();
        } else if (folded) {
            piece.remove_prefix(1);
        } else {
            reader.take(line);
            line.clear();
        }
        if (line.size() < kLongestLine)
            line += piece.substr(0, kLongestLine);
    }
    reader.take(line);
    return reader.finished();
}

} // namespace tern::calendar
