package io.yike.dispatch.proof.adapter;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.proof.ObjectStore;
import io.yike.dispatch.proof.PhotoLinks;
import io.yike.dispatch.proof.SignedLinks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/// Where this installation keeps photos, and where links to them lead.
@Configuration(proxyBeanMethods = false)
class ObjectStoreConfiguration {

    @Bean
    ObjectStore objectStore(DispatchSettings settings) {
        DispatchSettings.Objects objects = settings.objects();
        return switch (objects.store()) {
            case FOLDER -> new FolderObjectStore(objects.folder());
            case S3 -> new S3ObjectStore(objects.s3());
        };
    }

    @Bean
    @Primary
    PhotoLinks photoLinks(ObjectStore objects, SignedLinks ours) {
        return objects instanceof PhotoLinks theirs ? theirs : ours;
    }
}
