// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccountNet.h"
#include "core/accounts/AccountSetup.h"
#include "core/accounts/ProviderPreset.h"
#include "core/net/ConnectionTrace.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tern::accounts {

/// Goes the way to an account's servers step by step and tells where it ends. Sends a secret only over a connection whose certificate was checked, or to a
/// plain endpoint that the account is set to.
/// Thread: any; blocks; ends at once on the context's stop.
class ServerDoctor final {
public:
    using Listener = std::function<void(const DoctorStep &)>;
    using Server = DoctorStep::Server;
    using Kind = DoctorStep::Kind;
    struct Patient {
        store::AccountRecord account;
        const ProviderPreset *preset = nullptr;     ///< of the account's provider; null: not known
        bool signsIn = true;                        ///< false: each way ends before signing in
        std::optional<Error> noCredentials;         ///< why there is nothing to sign in with, where that is known beforehand
        std::optional<store::IdentityRecord> identity;      ///< whose own server is examined
        QStringList addresses;                      ///< as DoctorStep's
    };

    /// \param net  outlives this.  \param context  of the account, or of the identity.
    ServerDoctor(AccountNet &net, NetContext context, Patient patient, Listener listener)
        : m_net(net), m_context(std::move(context)), m_patient(std::move(patient)), m_listener(std::move(listener)) {}

    /// \return whether every step went well.
    bool examine(Server server);

private:
    using Clock = std::chrono::steady_clock;
    void begin(Kind kind);
    void pass(QString detail);
    bool fail(const Error &error);
    void skipRest();
    [[nodiscard]] std::vector<Kind> way() const;
    [[nodiscard]] WireProtocol protocol() const;
    [[nodiscard]] const store::ServerSettings &settings() const;
    [[nodiscard]] SignInParty party() const { return {m_patient.account, m_patient.identity}; }
    /// With the server's place in the report.
    [[nodiscard]] DoctorStep newStep(Kind kind) const;

    bool findAddress();
    bool meet();
    template <typename Connect>
    auto signIn(const Connect &connect) -> decltype(connect(Credentials{}));
    bool useImap();
    bool usePop3();
    bool useSmtp();

    AccountNet &m_net;
    const NetContext m_context;
    const Patient m_patient;
    const Listener m_listener;
    Server m_server = Server::Imap;
    Endpoint m_endpoint;
    std::vector<Kind> m_way;        ///< of the server under examination
    DoctorStep m_step;              ///< the one under way
    Clock::time_point m_since;
};

} // namespace tern::accounts
