// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/RemoteBar.h"

#include "ui/reader/RemoteConsent.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"

#include <QCoreApplication>
#include <QMenu>

namespace tern::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RemoteBar)
};

void offerAlways(FlatButton *always, const RemoteBarSubject &subject)
{
    const QString address = subject.sender;
    QObject::connect(always, &QAbstractButton::clicked, always, [always, address, &consent = subject.consent, load = subject.load] {
        auto *menu = new QMenu(always);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        // What acts outlives the bar, which goes when the pictures come.
        QObject::connect(menu->addAction(Words::tr("For %1").arg(address)), &QAction::triggered, menu, [address, &consent, load] {
            consent.giveToSender(address);
            load();
        });
        QObject::connect(menu->addAction(Words::tr("For everybody at %1").arg(RemoteConsent::domainOf(address))), &QAction::triggered, menu, [address, &consent, load] {
            consent.giveToDomain(address);
            load();
        });
        menu->popup(always->mapToGlobal(QPoint(0, always->height())));
    });
}

} // namespace

Banner *remoteBar(const RemoteBarSubject &subject, QWidget *parent)
{
    int pictures = 0;
    QStringList hosts;
    QStringList trackers;
    for (const markup::RemotePicture &picture : subject.pictures) {
        const bool isTracker = picture.kind == markup::RemotePicture::Kind::Tracker;
        pictures += isTracker ? 0 : 1;
        QStringList &list = isTracker ? trackers : hosts;
        list.append(QString::fromStdString(picture.host));
    }
    const auto trackerCount = static_cast<int>(trackers.size());
    hosts.removeDuplicates();
    trackers.removeDuplicates();
    const QString blocked = Words::tr("%n trackers are blocked.", nullptr, trackerCount);
    if (subject.loaded || pictures == 0) {
        if (trackerCount == 0)
            return nullptr;
        auto *bar = new Banner(subject.theme, Banner::Kind::Neutral, blocked, parent);
        bar->setDetails(trackers.join(u'\n'));
        return bar;
    }
    QString sentence = hosts.size() == 1 ? Words::tr("%n images on %1 were not loaded: it would learn that you read this.", nullptr, pictures).arg(hosts.front())
                                         : Words::tr("%n images on other machines were not loaded: they would learn that you read this.", nullptr, pictures);
    if (trackerCount > 0)
        sentence += u' ' + blocked;
    auto *bar = new Banner(subject.theme, Banner::Kind::Neutral, sentence, parent);
    bar->setDetails((hosts + trackers).join(u'\n'));
    QObject::connect(bar->addButton(Words::tr("Load images")), &QAbstractButton::clicked, bar, subject.load);
    if (!RemoteConsent::domainOf(subject.sender).isEmpty())
        offerAlways(bar->addButton(Words::tr("Always…")), subject);
    return bar;
}

} // namespace tern::ui
