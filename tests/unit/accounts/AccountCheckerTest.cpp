// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/AccountChecker.h"

#include <QTemporaryDir>

#include <fstream>
#include <gtest/gtest.h>

namespace tern::accounts {
namespace {

using Kind = CheckStep::Kind;
using State = CheckStep::State;

/// Servers that exist only as a table.
class AccountCheckerTest : public ::testing::Test {
protected:
    std::map<std::string, Result<void>> servers;    ///< by "host:port"; others don't resolve
    std::set<std::string> goodUsers;
    std::set<SignInMethod> methods;
    std::vector<std::string> browsed;
    std::optional<Error> browserError;
    std::string clientsFile;
    SettingsWays ways;                              ///< beside the guess
    std::mutex mutex;                               ///< a guess probes many at once
    std::vector<std::string> probed;
    std::vector<std::string> signedIn;
    std::vector<CheckStep> steps;
    StopSource stop;

    Result<CheckedAccount> check(const AccountSetup &setup)
    {
        CheckerOptions options;
        options.ways = ways;
        options.times = {std::chrono::milliseconds{2'000}, std::chrono::milliseconds{100}};
        options.tools.probe = [this](const Endpoint &endpoint, WireProtocol, const NetContext &) -> Result<ProbeReport> {
            const std::lock_guard lock(mutex);
            probed.push_back(endpoint.toString());
            const auto found = servers.find(endpoint.toString());
            if (found == servers.end())
                return makeError(ErrorKind::HostNotFound, "test");
            if (!found->second)
                return found->second.error();
            return ProbeReport{"* OK", "TLSv1.3"};
        };
        options.tools.signIn = [this](const Endpoint &endpoint, WireProtocol, const Credentials &credentials, const NetContext &) -> Result<void> {
            signedIn.push_back(endpoint.host + " " + credentials.user + " " + std::string(credentials.secret.reveal()));
            methods.insert(credentials.method);
            return goodUsers.contains(credentials.user) ? Result<void>() : makeError(ErrorKind::AuthenticationFailed, "test");
        };
        options.oauthClients = clientsFile;
        options.tools.browse = [this](const OAuthRequest &request, const OpenBrowser &open, const NetContext &) -> Result<OAuthTokens> {
            open(request.provider.authorizeUrl);
            browsed.push_back(request.provider.id + " " + request.client.clientId + " " + request.email);
            if (browserError)
                return *browserError;
            return OAuthTokens{crypto::Secret("access"), crypto::Secret("refresh"), 1};
        };
        AccountChecker checker(options, stop.token(), [this](const CheckStep &step) { steps.push_back(step); });
        return checker.run(setup);
    }

    [[nodiscard]] State stateOf(Kind kind) const
    {
        State state = State::Running;
        for (const CheckStep &step : steps) {
            if (step.kind == kind)
                state = step.state;
        }
        return state;
    }

    static AccountSetup setupFor(const char *email)
    {
        AccountSetup setup;
        setup.email = QString::fromLatin1(email);
        setup.password = QStringLiteral("secret");
        return setup;
    }
};

TEST_F(AccountCheckerTest, PresetIsUsedAsItIs)
{
    servers = {{"imap.163.com:993", {}}, {"smtp.163.com:465", {}}};
    goodUsers = {"me@163.com"};
    const auto checked = check(setupFor("me@163.com"));
    ASSERT_TRUE(checked.ok());
    EXPECT_EQ(checked->provider, "netease-163.com");
    EXPECT_EQ(checked->setup.imap.host, "imap.163.com");
    EXPECT_EQ(checked->setup.smtp.user, "me@163.com");
    EXPECT_EQ(probed, (std::vector<std::string>{"imap.163.com:993", "smtp.163.com:465"}));
    for (const Kind kind : {Kind::Settings, Kind::Receive, Kind::Send, Kind::SignInReceive, Kind::SignInSend})
        EXPECT_EQ(stateOf(kind), State::Passed);
}

TEST_F(AccountCheckerTest, TriesPop3WhereThatIsWanted)
{
    servers = {{"pop.163.com:995", {}}, {"smtp.163.com:465", {}}};
    goodUsers = {"me@163.com"};
    AccountSetup setup = setupFor("me@163.com");
    setup.kind = store::AccountKind::Pop3;
    setup.maildrop = {true, 7, false};
    const auto checked = check(setup);
    ASSERT_TRUE(checked.ok()) << checked.error().toString();
    EXPECT_EQ(checked->setup.kind, store::AccountKind::Pop3);
    EXPECT_EQ(checked->setup.maildrop, setup.maildrop);
    EXPECT_EQ(checked->setup.imap.host, "pop.163.com");
    EXPECT_EQ(probed, (std::vector<std::string>{"pop.163.com:995", "smtp.163.com:465"}));
    // A provider without POP3 says so, and a domain that nobody knows is guessed.
    setup = setupFor("me@icloud.com");
    setup.kind = store::AccountKind::Pop3;
    EXPECT_EQ(check(setup).error().kind, ErrorKind::Unsupported);
    servers = {{"pop3.example.org:995", {}}, {"smtp.example.org:465", {}}};
    goodUsers = {"me@example.org"};
    setup = setupFor("me@example.org");
    setup.kind = store::AccountKind::Pop3;
    const auto guessed = check(setup);
    ASSERT_TRUE(guessed.ok()) << guessed.error().toString();
    EXPECT_EQ(guessed->setup.imap.host, "pop3.example.org");
}

TEST_F(AccountCheckerTest, TakesPop3WhereADomainHasNothingElse)
{
    ways = {{SettingsWay::DomainFile, [](const SettingsQuery &, const NetContext &) -> Result<FoundSettings> {
                 FoundSettings found;
                 found.isPop3 = true;
                 found.imap.endpoint = {"only.example.org", 995, Security::Tls};
                 found.smtp.endpoint = {"smtp.example.org", 465, Security::Tls};
                 return found;
             }}};
    servers = {{"only.example.org:995", {}}, {"smtp.example.org:465", {}}};
    goodUsers = {"me@example.org"};
    const auto checked = check(setupFor("me@example.org"));
    ASSERT_TRUE(checked.ok()) << checked.error().toString();
    EXPECT_EQ(checked->setup.kind, store::AccountKind::Pop3);
    EXPECT_EQ(checked->setup.imap.host, "only.example.org");
}

TEST_F(AccountCheckerTest, GuessesAndFindsTheUserName)
{
    servers = {{"mail.example.org:993", {}}, {"smtp.example.org:587", {}}};
    goodUsers = {"me"};
    const auto checked = check(setupFor("me@example.org"));
    ASSERT_TRUE(checked.ok());
    EXPECT_EQ(checked->setup.imap.host, "mail.example.org");
    EXPECT_EQ(checked->setup.imap.user, "me");
    EXPECT_EQ(checked->setup.smtp.port, 587);
    EXPECT_EQ(checked->setup.smtp.security, static_cast<int>(Security::StartTls));
    // The name that worked for receiving is tried first for sending.
    EXPECT_EQ(signedIn, (std::vector<std::string>{"mail.example.org me@example.org secret", "mail.example.org me secret", "smtp.example.org me secret"}));
}

TEST_F(AccountCheckerTest, WrongPasswordIsTriedOnceWithAPreset)
{
    servers = {{"imap.qq.com:993", {}}, {"smtp.qq.com:465", {}}};
    const auto checked = check(setupFor("me@qq.com"));
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().kind, ErrorKind::AuthenticationFailed);
    EXPECT_EQ(signedIn.size(), 1U);
    EXPECT_EQ(stateOf(Kind::SignInReceive), State::Failed);
    EXPECT_EQ(stateOf(Kind::SignInSend), State::Skipped);
}

TEST_F(AccountCheckerTest, NoPasswordLeavesWhenTheCertificateIsBad)
{
    servers = {{"imap.qq.com:993", makeError(ErrorKind::CertificateInvalid, "test")}, {"smtp.qq.com:465", {}}};
    const auto checked = check(setupFor("me@qq.com"));
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().kind, ErrorKind::CertificateInvalid);
    EXPECT_TRUE(signedIn.empty() || signedIn.front().starts_with("smtp."));
    EXPECT_EQ(stateOf(Kind::Receive), State::Failed);
    EXPECT_EQ(stateOf(Kind::SignInReceive), State::Skipped);
}

TEST_F(AccountCheckerTest, PlainTextNeedsConsentOrLoopback)
{
    AccountSetup setup = setupFor("me@example.org");
    setup.imap = {"mail.example.org", 143, static_cast<int>(Security::Plain), "me"};
    setup.smtp = {"127.0.0.1", 25, static_cast<int>(Security::Plain), "me"};
    servers = {{"mail.example.org:143", {}}, {"127.0.0.1:25", {}}};
    goodUsers = {"me"};
    const auto refused = check(setup);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::InvalidInput);
    EXPECT_EQ(std::count(probed.begin(), probed.end(), "mail.example.org:143"), 0);
    setup.allowPlaintext = true;
    EXPECT_TRUE(check(setup).ok());
}

TEST_F(AccountCheckerTest, OAuthOnlyIsSaidBeforeAnyConnection)
{
    const auto checked = check(setupFor("me@outlook.com"));
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().kind, ErrorKind::AuthenticationUnavailable);
    EXPECT_TRUE(probed.empty());
    EXPECT_EQ(stateOf(Kind::Settings), State::Failed);
}

/// A client file in a folder of its own.
class AccountCheckerOAuthTest : public AccountCheckerTest {
protected:
    AccountCheckerOAuthTest()
    {
        clientsFile = folder.filePath(QStringLiteral("oauth-clients.json")).toStdString();
        std::ofstream(clientsFile) << R"({"microsoft": {"client_id": "tern-1"}, "google": {"client_id": "tern-2", "client_secret": "x"}})";
    }
    QTemporaryDir folder;
};

TEST_F(AccountCheckerOAuthTest, TheBrowserSignsInWhereNoPasswordIsTaken)
{
    servers = {{"outlook.office365.com:993", {}}, {"smtp-mail.outlook.com:587", {}}};
    goodUsers = {"me@outlook.com"};
    AccountSetup setup = setupFor("me@outlook.com");
    const auto checked = check(setup);
    ASSERT_TRUE(checked.ok()) << checked.error().toString();
    EXPECT_EQ(browsed, std::vector<std::string>{"microsoft tern-1 me@outlook.com"});
    EXPECT_EQ(methods, std::set<SignInMethod>{SignInMethod::Bearer});
    EXPECT_EQ(checked->setup.oauth, "microsoft");
    ASSERT_TRUE(checked->tokens);
    EXPECT_EQ(checked->tokens->refresh.reveal(), "refresh");
    EXPECT_EQ(signedIn.front(), "outlook.office365.com me@outlook.com access");
    QString page;
    for (const CheckStep &step : steps) {
        if (step.kind == Kind::Browser && step.state == State::Running && !step.fact.isEmpty())
            page = step.fact;
    }
    EXPECT_TRUE(page.startsWith(QStringLiteral("https://login.microsoftonline.com/")));
}

TEST_F(AccountCheckerOAuthTest, APasswordGoesBeforeTheBrowserWhereBothAreTaken)
{
    servers = {{"imap.gmail.com:993", {}}, {"smtp.gmail.com:465", {}}};
    goodUsers = {"me@gmail.com"};
    AccountSetup setup = setupFor("me@gmail.com");
    EXPECT_TRUE(check(setup).ok());
    EXPECT_TRUE(browsed.empty());
    setup.password.clear();
    EXPECT_TRUE(check(setup).ok());
    EXPECT_EQ(browsed.size(), 1U);
}

TEST_F(AccountCheckerOAuthTest, ARefusalAtThePageEndsItAndNothingIsSignedIn)
{
    servers = {{"outlook.office365.com:993", {}}, {"smtp-mail.outlook.com:587", {}}};
    browserError = makeError(ErrorKind::AuthenticationFailed, "oauth.authorize", "access_denied");
    const auto checked = check(setupFor("me@outlook.com"));
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().detail, "access_denied");
    EXPECT_TRUE(signedIn.empty());
    EXPECT_EQ(stateOf(Kind::Browser), State::Failed);
    EXPECT_EQ(stateOf(Kind::SignInReceive), State::Skipped);
}

TEST_F(AccountCheckerTest, TheTellingErrorOfManyGuessesIsShown)
{
    servers = {{"mail.example.org:993", makeError(ErrorKind::CertificateInvalid, "test")}};
    const auto checked = check(setupFor("me@example.org"));
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().kind, ErrorKind::CertificateInvalid);
}

FindSettings answering(FoundSettings found)
{
    return [found](const SettingsQuery &, const NetContext &) -> Result<FoundSettings> { return found; };
}

TEST_F(AccountCheckerTest, TheWaysAreShownAndTheBestIsUsed)
{
    FoundSettings found;
    found.imap = {{"imap.hoster.net", 993, Security::Tls}, "jane"};
    found.smtp = {{"smtp.hoster.net", 465, Security::Tls}, ""};
    ways = {{SettingsWay::DomainFile, [](const SettingsQuery &, const NetContext &) -> Result<FoundSettings> { return makeError(ErrorKind::HostNotFound, "test"); }},
            {SettingsWay::Database, answering(found)}};
    servers = {{"imap.hoster.net:993", {}}, {"smtp.hoster.net:465", {}}};
    goodUsers = {"jane", "me@example.org"};
    const auto checked = check(setupFor("me@example.org"));
    ASSERT_TRUE(checked.ok());
    EXPECT_EQ(checked->setup.imap.user, "jane");
    EXPECT_EQ(checked->setup.smtp.user, "me@example.org");
    std::map<SettingsWay, State> last;
    QString fact;
    for (const CheckStep &step : steps) {
        if (step.kind == Kind::Way)
            last[step.way] = step.state;
        if (step.kind == Kind::Settings)
            fact = step.fact;
    }
    EXPECT_EQ(last[SettingsWay::DomainFile], State::Failed);
    EXPECT_EQ(last[SettingsWay::Database], State::Passed);
    EXPECT_NE(last[SettingsWay::Guess], State::Running) << "nothing is left turning";
    EXPECT_EQ(fact, QStringLiteral("database"));
}

TEST_F(AccountCheckerTest, AServerThatOnlyDnsNamesIsConfirmedBeforeAnythingIsSent)
{
    FoundSettings found;
    found.imap = {{"imap.elsewhere.net", 993, Security::Tls}, {}};
    found.smtp = {{"smtp.elsewhere.net", 465, Security::Tls}, {}};
    found.foreignHost = "imap.elsewhere.net";
    ways = {{SettingsWay::ServiceRecords, answering(found)}};
    servers = {{"imap.elsewhere.net:993", {}}, {"smtp.elsewhere.net:465", {}}};
    goodUsers = {"me@example.org"};
    AccountSetup setup = setupFor("me@example.org");
    const auto asked = check(setup);
    ASSERT_FALSE(asked.ok());
    EXPECT_EQ(asked.error().kind, ErrorKind::ConfirmationNeeded);
    EXPECT_EQ(asked.error().detail, "imap.elsewhere.net");
    EXPECT_TRUE(signedIn.empty());
    setup.confirmedHosts = {"imap.elsewhere.net"};
    EXPECT_TRUE(check(setup).ok());
}

TEST_F(AccountCheckerTest, FoundServersOfAKnownProviderBringItsPreset)
{
    FoundSettings found;
    found.imap = {{"imap.exmail.qq.com", 993, Security::Tls}, {}};
    found.smtp = {{"smtp.exmail.qq.com", 465, Security::Tls}, {}};
    ways = {{SettingsWay::DomainFile, answering(found)}};
    servers = {{"imap.exmail.qq.com:993", {}}, {"smtp.exmail.qq.com:465", {}}};
    goodUsers = {"me@example.org"};
    EXPECT_EQ(check(setupFor("me@example.org"))->provider, "exmail");
    ways.front().second = [](const SettingsQuery &, const NetContext &) -> Result<FoundSettings> {
        FoundSettings by;
        by.preset = "microsoft365";
        return by;
    };
    EXPECT_EQ(check(setupFor("me@example.org")).error().kind, ErrorKind::AuthenticationUnavailable);
}

TEST_F(AccountCheckerTest, AnAddressThatIsNone)
{
    for (const char *email : {"", "me", "me@", "@example.org"}) {
        const auto checked = check(setupFor(email));
        ASSERT_FALSE(checked.ok()) << email;
        EXPECT_EQ(checked.error().kind, ErrorKind::InvalidInput);
    }
}

} // namespace
} // namespace tern::accounts
