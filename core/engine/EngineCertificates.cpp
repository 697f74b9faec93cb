// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ServerProbe.h"
#include "core/base/Log.h"
#include "core/engine/EngineImpl.h"

namespace tern::engine {
namespace {

int disputesIn(const std::vector<crypto::CertificateEntry> &entries)
{
    return static_cast<int>(std::count_if(entries.begin(), entries.end(), [](const crypto::CertificateEntry &entry) { return entry.disputed.has_value(); }));
}

} // namespace

/// A profile whose list of trusted certificates can't be read trusts none: what was pinned is refused again and asked about.
void EngineImpl::loadCertificates(store::StoreReader &reader)
{
    const auto text = [&](const char *key) {
        const auto setting = reader.setting(QString::fromLatin1(key));
        return setting && *setting ? (*setting)->toStdString() : std::string();
    };
    if (auto loaded = m_net->certificates().load(text(kCertificatesSetting)); !loaded)
        logWarning("engine", loaded.error().toString());
    if (auto set = m_net->setTrustFiles(text(kAuthoritiesSetting), text(kRevocationsSetting)); !set)
        logWarning("engine", "authorities of the person's own are not used: " + set.error().toString());
    m_disputes = disputesIn(m_net->certificates().entries());
    m_net->certificates().setListener([this] { certificatesChanged(); });
}

/// On the thread of the connection that saw something new.
void EngineImpl::certificatesChanged()
{
    m_store->write([this](store::StoreWriter &writer) {
        return writer.setSetting(QString::fromLatin1(kCertificatesSetting), QString::fromStdString(m_net->certificates().toSetting()));
    });
    const int disputes = disputesIn(m_net->certificates().entries());
    if (disputes <= m_disputes.exchange(disputes))
        return;
    // Another one than the person trusts: the account's other connections end too.
    m_tasks->post([this](Result<store::StoreReader *>) {
        m_net->renewConnections();
        m_hub->retryNow();
    });
}

std::optional<crypto::CertificateReport> EngineImpl::refusedCertificate(const std::string &host, std::uint16_t port) const
{
    return m_net->certificates().refused(host, port);
}

void EngineImpl::examineCertificate(Endpoint endpoint, WireProtocol protocol, std::string caFile, Completion<crypto::CertificateReport> done)
{
    m_tasks->post([this, endpoint = std::move(endpoint), protocol, caFile = std::move(caFile), done = std::move(done)](Result<store::StoreReader *>) {
        store::AccountRecord nobody;
        nobody.caFile = caFile;
        auto context = m_net->context(nobody, m_tasks->stopToken());
        if (!context)
            return done(context.error());
        auto probed = accounts::probeServer(endpoint, protocol, *context);
        if (probed)
            return done(std::move(probed->certificate));
        if (probed.error().kind == ErrorKind::CertificateInvalid) {
            if (auto refused = m_net->certificates().refused(endpoint.host, endpoint.port))
                return done(*std::move(refused));
        }
        done(probed.error());
    });
}

void EngineImpl::decideCertificate(std::function<Result<void>()> decision, Completion<void> done)
{
    m_tasks->post([this, decision = std::move(decision), done = std::move(done)](Result<store::StoreReader *>) {
        Result<void> decided = decision();
        if (decided) {
            // The listener writes it as well; this one is waited for.
            decided = m_store->writeAndWait([this](store::StoreWriter &writer) {
                return writer.setSetting(QString::fromLatin1(kCertificatesSetting), QString::fromStdString(m_net->certificates().toSetting()));
            });
            m_net->renewConnections();
            m_hub->retryNow();
            for (const AccountStatus &status : accountStatus())
                wakeOutbox(status.account, true);
        }
        if (done)
            done(std::move(decided));
    });
}

void EngineImpl::trustCertificate(std::string host, std::uint16_t port, std::string sha256, Completion<void> done)
{
    decideCertificate([this, host = std::move(host), port, sha256 = std::move(sha256)]() -> Result<void> {
        crypto::CertificateBook &book = m_net->certificates();
        const auto refused = book.refused(host, port);
        if (refused && refused->leaf.sha256 == sha256) {
            if (!refused->isPinnable())
                return makeError(ErrorKind::Unsupported, "tls.trust", refused->toString());
            book.pin(host, port, refused->leaf, m_clock->now());
            return {};
        }
        const auto entry = book.entry(host, port);
        for (const auto &shown : {entry ? entry->disputed : std::nullopt, entry ? entry->accepted : std::nullopt}) {
            if (shown && shown->certificate.sha256 == sha256) {
                book.pin(host, port, shown->certificate, m_clock->now());
                return {};
            }
        }
        return makeError(ErrorKind::InvalidInput, "tls.trust", host + " has not shown a certificate with this fingerprint: " + sha256);
    }, std::move(done));
}

void EngineImpl::distrustCertificate(std::string host, std::uint16_t port, Completion<void> done)
{
    decideCertificate([this, host = std::move(host), port]() -> Result<void> {
        return m_net->certificates().unpin(host, port) ? Result<void>() : makeError(ErrorKind::NotFound, "tls.distrust", host + ":" + std::to_string(port));
    }, std::move(done));
}

void EngineImpl::keepCertificate(std::string host, std::uint16_t port, Completion<void> done)
{
    decideCertificate([this, host = std::move(host), port]() -> Result<void> {
        return m_net->certificates().settle(host, port) ? Result<void>() : makeError(ErrorKind::NotFound, "tls.keep", host + ":" + std::to_string(port));
    }, std::move(done));
}

void EngineImpl::setTrustFiles(QString authorities, QString revocations, Completion<void> done)
{
    m_tasks->post([this, authorities = std::move(authorities), revocations = std::move(revocations), done = std::move(done)](Result<store::StoreReader *>) {
        Result<void> set = m_net->setTrustFiles(authorities.toStdString(), revocations.toStdString());
        if (set) {
            set = m_store->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
                auto first = writer.setSetting(QString::fromLatin1(kAuthoritiesSetting), authorities);
                return first ? writer.setSetting(QString::fromLatin1(kRevocationsSetting), revocations) : first;
            });
            m_hub->retryNow();
        }
        if (done)
            done(std::move(set));
    });
}

} // namespace tern::engine
