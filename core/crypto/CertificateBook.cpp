// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/CertificateBook.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tern::crypto {
namespace {

constexpr std::size_t kMostEntries = 200;
constexpr std::size_t kMostRefused = 50;

std::pair<std::string, std::uint16_t> keyOf(const std::string &host, std::uint16_t port)
{
    std::string name = host;
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return {name, port};
}

QJsonObject toJson(const KnownCertificate &known)
{
    const CertificateInfo &info = known.certificate;
    QJsonArray names;
    for (const std::string &name : info.hostNames)
        names.append(QString::fromStdString(name));
    return {{QStringLiteral("sha256"), QString::fromStdString(info.sha256)},   {QStringLiteral("subject"), QString::fromStdString(info.subject)},
            {QStringLiteral("issuer"), QString::fromStdString(info.issuer)},   {QStringLiteral("names"), names},
            {QStringLiteral("not_before"), static_cast<qint64>(info.notBefore)}, {QStringLiteral("not_after"), static_cast<qint64>(info.notAfter)},
            {QStringLiteral("key"), QString::fromStdString(info.key)},         {QStringLiteral("signature"), QString::fromStdString(info.signature)},
            {QStringLiteral("at"), static_cast<qint64>(known.at)}};
}

std::optional<KnownCertificate> fromJson(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    const auto text = [&](const char *name) { return object.value(QLatin1String(name)).toString().toStdString(); };
    const auto number = [&](const char *name) { return static_cast<UnixMillis>(object.value(QLatin1String(name)).toDouble()); };
    KnownCertificate known;
    known.certificate = {text("subject"), text("issuer"), {}, number("not_before"), number("not_after"), text("sha256"), text("key"), text("signature")};
    for (const QJsonValue &name : object.value(QLatin1String("names")).toArray())
        known.certificate.hostNames.push_back(name.toString().toStdString());
    known.at = number("at");
    return known.certificate.sha256.empty() ? std::nullopt : std::optional(std::move(known));
}

} // namespace

void CertificateBook::setListener(Changed changed)
{
    const std::lock_guard lock(m_mutex);
    m_changed = std::move(changed);
}

void CertificateBook::judge(CertificateReport &report, UnixMillis now)
{
    bool changed = false;
    Changed tell;
    {
        const std::lock_guard lock(m_mutex);
        const Key key = keyOf(report.host, report.port);
        const auto found = m_entries.find(key);
        const CertificateEntry known = found != m_entries.end() ? found->second : CertificateEntry{key.first, key.second, {}, {}, {}};
        report.previous = known.accepted ? known.accepted : known.pin;
        report.pin = known.pin;
        report.pinned = known.pin && known.pin->certificate.sha256 == report.leaf.sha256 && report.isPinnable();
        if (known.pin && known.pin->certificate.sha256 != report.leaf.sha256)
            report.problems.insert(report.problems.begin(), CertificateProblem::PinChanged);
        CertificateEntry next = known;
        if (report.has(CertificateProblem::PinChanged)) {
            if (!next.disputed || next.disputed->certificate.sha256 != report.leaf.sha256)
                next.disputed = KnownCertificate{report.leaf, now};
        } else if (report.isAccepted()) {
            next.disputed.reset();
            if (!next.accepted || next.accepted->certificate.sha256 != report.leaf.sha256)
                next.accepted = KnownCertificate{report.leaf, now};
        }
        const auto print = [](const std::optional<KnownCertificate> &one) { return one ? one->certificate.sha256 : std::string(); };
        changed = print(next.accepted) != print(known.accepted) || print(next.disputed) != print(known.disputed);
        if (changed)
            m_entries[key] = std::move(next);
        if (report.isAccepted())
            m_refused.erase(key);
        else
            m_refused[key] = report;
        trim();
        tell = m_changed;
    }
    if (changed && tell)
        tell();
}

void CertificateBook::pin(const std::string &host, std::uint16_t port, const CertificateInfo &certificate, UnixMillis now)
{
    Changed tell;
    {
        const std::lock_guard lock(m_mutex);
        const Key key = keyOf(host, port);
        CertificateEntry &entry = m_entries[key];
        entry.host = key.first;
        entry.port = port;
        entry.pin = KnownCertificate{certificate, now};
        entry.disputed.reset();
        m_refused.erase(key);
        tell = m_changed;
    }
    if (tell)
        tell();
}

bool CertificateBook::unpin(const std::string &host, std::uint16_t port)
{
    Changed tell;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(keyOf(host, port));
        if (found == m_entries.end() || !found->second.pin)
            return false;
        found->second.pin.reset();
        found->second.disputed.reset();
        m_refused.erase(found->first);
        tell = m_changed;
    }
    if (tell)
        tell();
    return true;
}

bool CertificateBook::settle(const std::string &host, std::uint16_t port)
{
    Changed tell;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(keyOf(host, port));
        if (found == m_entries.end() || !found->second.disputed)
            return false;
        found->second.disputed.reset();
        tell = m_changed;
    }
    if (tell)
        tell();
    return true;
}

std::optional<CertificateEntry> CertificateBook::entry(const std::string &host, std::uint16_t port) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(keyOf(host, port));
    return found != m_entries.end() ? std::optional(found->second) : std::nullopt;
}

std::vector<CertificateEntry> CertificateBook::entries() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<CertificateEntry> all;
    for (const auto &[key, entry] : m_entries)
        all.push_back(entry);
    return all;
}

bool CertificateBook::isDisputed(const std::string &host, std::uint16_t port) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(keyOf(host, port));
    return found != m_entries.end() && found->second.disputed;
}

std::optional<CertificateReport> CertificateBook::refused(const std::string &host, std::uint16_t port) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_refused.find(keyOf(host, port));
    return found != m_refused.end() ? std::optional(found->second) : std::nullopt;
}

/// What was only seen goes, the oldest first; a pin stays for good.
void CertificateBook::trim()
{
    while (m_refused.size() > kMostRefused)
        m_refused.erase(m_refused.begin());
    while (m_entries.size() > kMostEntries) {
        auto oldest = m_entries.end();
        for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
            const bool isOlder = oldest == m_entries.end() || (entry->second.accepted && entry->second.accepted->at < oldest->second.accepted->at);
            if (!entry->second.pin && entry->second.accepted && isOlder)
                oldest = entry;
        }
        if (oldest == m_entries.end())
            return;
        m_entries.erase(oldest);
    }
}

std::string CertificateBook::toSetting() const
{
    QJsonArray all;
    for (const CertificateEntry &entry : entries()) {
        QJsonObject object{{QStringLiteral("host"), QString::fromStdString(entry.host)}, {QStringLiteral("port"), entry.port}};
        if (entry.accepted)
            object.insert(QStringLiteral("accepted"), toJson(*entry.accepted));
        if (entry.pin)
            object.insert(QStringLiteral("pin"), toJson(*entry.pin));
        if (entry.disputed)
            object.insert(QStringLiteral("disputed"), toJson(*entry.disputed));
        all.append(object);
    }
    return QJsonDocument(all).toJson(QJsonDocument::Compact).toStdString();
}

Result<void> CertificateBook::load(std::string_view setting)
{
    if (setting.empty())
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray(setting.data(), static_cast<qsizetype>(setting.size())));
    if (!document.isArray())
        return makeError(ErrorKind::StorageDamaged, "tls.certificates", "the list of trusted certificates can't be read");
    const std::lock_guard lock(m_mutex);
    for (const QJsonValue &value : document.array()) {
        const QJsonObject object = value.toObject();
        const Key key = keyOf(object.value(QLatin1String("host")).toString().toStdString(), static_cast<std::uint16_t>(object.value(QLatin1String("port")).toInt()));
        CertificateEntry entry{key.first, key.second, fromJson(object.value(QLatin1String("accepted"))), fromJson(object.value(QLatin1String("pin"))),
                               fromJson(object.value(QLatin1String("disputed")))};
        if (!key.first.empty() && key.second != 0)
            m_entries[key] = std::move(entry);
    }
    return {};
}

} // namespace tern::crypto
