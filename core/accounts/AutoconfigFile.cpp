// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/AutoconfigFile.h"

#include <QUrl>
#include <QXmlStreamReader>

#include <vector>

namespace tern::accounts {
namespace {

constexpr std::size_t kLongestFile = 256 * 1024;
constexpr int kDeepest = 32;
constexpr qsizetype kLongestName = 100;
constexpr std::size_t kMostServers = 50;

struct Server {
    QString type, host, port, socket, user;
};

struct File {
    QString provider;
    std::vector<Server> servers;
};

Error badFile(const QString &why)
{
    return makeError(ErrorKind::InvalidInput, "accounts.autoconfig", why.toStdString());
}

/// Reads the elements that matter and steps over the rest.
class Reader {
public:
    explicit Reader(std::string_view xml) : m_xml(QByteArray(xml.data(), static_cast<qsizetype>(xml.size()))) {}

    Result<File> read()
    {
        while (!m_xml.atEnd()) {
            switch (m_xml.readNext()) {
            case QXmlStreamReader::DTD:
            case QXmlStreamReader::EntityReference: return badFile(QStringLiteral("a DTD or an entity"));
            case QXmlStreamReader::StartElement:
                m_path.append(m_xml.name().toString());
                if (m_path.size() > kDeepest)
                    return badFile(QStringLiteral("nested too deep"));
                if (m_path.size() == 1 && m_path.constFirst() != QLatin1String("clientConfig"))
                    return badFile(QStringLiteral("not an autoconfig file"));
                begin();
                break;
            case QXmlStreamReader::EndElement: m_path.removeLast(); break;
            case QXmlStreamReader::Characters: text(); break;
            default: break;
            }
            if (m_file.servers.size() > kMostServers)
                return badFile(QStringLiteral("too many servers"));
        }
        if (m_xml.hasError())
            return badFile(m_xml.errorString());
        return std::move(m_file);
    }

private:
    [[nodiscard]] bool isServer() const
    {
        return m_path.size() >= 3 && m_path.at(1) == QLatin1String("emailProvider")
            && (m_path.at(2) == QLatin1String("incomingServer") || m_path.at(2) == QLatin1String("outgoingServer"));
    }

    void begin()
    {
        if (isServer() && m_path.size() == 3)
            m_file.servers.push_back({m_xml.attributes().value(QLatin1String("type")).toString().toLower(), {}, {}, {}, {}});
    }

    void text()
    {
        const QString words = m_xml.text().toString();
        const QString &element = m_path.constLast();
        if (m_path.size() == 3 && m_path.at(1) == QLatin1String("emailProvider") && element == QLatin1String("displayName"))
            m_file.provider = QString(m_file.provider % words).simplified().left(kLongestName);
        if (!isServer() || m_path.size() != 4)
            return;
        Server &server = m_file.servers.back();
        for (const auto &[name, into] : {std::pair{QLatin1String("hostname"), &server.host}, std::pair{QLatin1String("port"), &server.port},
                                         std::pair{QLatin1String("socketType"), &server.socket}, std::pair{QLatin1String("username"), &server.user}}) {
            if (element == name)
                *into = QString(*into % words).trimmed().left(255);
        }
    }

    QXmlStreamReader m_xml;
    QStringList m_path;
    File m_file;
};

QString filledIn(QString text, const SettingsQuery &query)
{
    const QString email = QString::fromStdString(query.email);
    const qsizetype at = email.lastIndexOf(QLatin1Char('@'));
    text.replace(QLatin1String("%EMAILADDRESS%"), email);
    text.replace(QLatin1String("%EMAILLOCALPART%"), email.left(at));
    text.replace(QLatin1String("%EMAILDOMAIN%"), email.mid(at + 1));
    return text;
}

/// A name or address that can be connected to; empty if it is none.
std::string hostOf(const QString &text)
{
    std::string host = QUrl::toAce(text.toLower()).toStdString();
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == ':'; };
    return host.size() <= 253 && std::all_of(host.begin(), host.end(), plain) ? host : std::string();
}

std::optional<FoundServer> usable(const Server &server, const SettingsQuery &query)
{
    FoundServer found;
    const QString socket = server.socket.toUpper();
    if (socket == QLatin1String("SSL"))
        found.endpoint.security = Security::Tls;
    else if (socket == QLatin1String("STARTTLS"))
        found.endpoint.security = Security::StartTls;
    else
        return std::nullopt;
    bool isNumber = false;
    const unsigned short port = server.port.toUShort(&isNumber);
    found.endpoint.host = hostOf(filledIn(server.host, query));
    found.endpoint.port = port;
    if (!isNumber || port == 0 || found.endpoint.host.empty())
        return std::nullopt;
    found.user = filledIn(server.user, query).toStdString();
    // A placeholder that nobody knows, or something that is no name at all: the usual forms are tried.
    const bool odd = found.user.find('%') != std::string::npos
        || std::any_of(found.user.begin(), found.user.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (odd)
        found.user.clear();
    return found;
}

std::optional<FoundServer> best(const File &file, QLatin1String type, const SettingsQuery &query)
{
    std::optional<FoundServer> starttls;
    for (const Server &server : file.servers) {
        if (server.type != type)
            continue;
        auto found = usable(server, query);
        if (found && found->endpoint.security == Security::Tls)
            return found;
        if (found && !starttls)
            starttls = std::move(found);
    }
    return starttls;
}

} // namespace

Result<FoundSettings> parseAutoconfig(std::string_view xml, const SettingsQuery &query)
{
    if (xml.size() > kLongestFile)
        return badFile(QStringLiteral("too long"));
    auto file = Reader(xml).read();
    if (!file)
        return file.error();
    auto imap = query.pop3 ? std::nullopt : best(*file, QLatin1String("imap"), query);
    const bool isPop3 = !imap;
    if (isPop3)
        imap = best(*file, QLatin1String("pop3"), query);
    const auto smtp = best(*file, QLatin1String("smtp"), query);
    if (!imap || !smtp)
        return makeError(ErrorKind::NotFound, "accounts.autoconfig", "no encrypted " + std::string(imap ? "SMTP" : query.pop3 ? "POP3" : "IMAP") + " server in it");
    FoundSettings found;
    found.isPop3 = isPop3;
    found.imap = *imap;
    found.smtp = *smtp;
    found.provider = file->provider;
    return found;
}

} // namespace tern::accounts
